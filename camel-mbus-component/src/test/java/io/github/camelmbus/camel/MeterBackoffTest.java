package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.simulator.MeterDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Meters that answer a poll with "application too busy" (08) or "too many readouts" (09), EN
 * 13757-3, clause 10, are left alone for a while, on a clock that stands still but for {@link
 * #pass}.
 */
class MeterBackoffTest extends RouteTest {
  /** CI 70h, code 09; 08+03+70+09 = 84h. */
  private static final String TOO_MANY_READOUTS = "68 04 04 68 08 03 70 09 84 16";

  /** CI 70h, code 08; 08+03+70+08 = 83h. */
  private static final String BUSY = "68 04 04 68 08 03 70 08 83 16";

  /** CI 70h, code 01, unimplemented CI field: no pause would help; 08+03+70+01 = 7Ch. */
  private static final String UNIMPLEMENTED = "68 04 04 68 08 03 70 01 7C 16";

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();

  @Override
  void configure(CamelContext newContext) {
    newContext.addComponent("mbus", new MBusComponent(clock::get, Clock.systemDefaultZone()));
    lines.watch(
        request -> {
          // Short frame 10 C A CS 16: REQ_UD2 with FCB 1 is C = 7Bh.
          if (request.length == 5 && request[1] == 0x7B) {
            (request[2] == 3 ? asked : others).incrementAndGet();
          }
        });
  }

  private void house(String answerOfThree) {
    lines.with(
        "house",
        VirtualLines.meter(HYD, 1),
        MeterDefinition.of(KAM, answerOfThree).withPrimaryAddress(3));
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** Lets a few polls go by. */
  private void polls() {
    int before = others.get();
    await().until(() -> others.get() > before + 2);
  }

  private MBusConsumer consumer() {
    return (MBusConsumer) context.getRoute("poll").getConsumer();
  }

  @ParameterizedTest
  @ValueSource(strings = {TOO_MANY_READOUTS, BUSY})
  void aMeterThatWantsToBeAskedLaterIsLeftAloneAndTheOthersAreNot(String refusal) throws Exception {
    house(refusal);
    poll("mbus:virtual:house?primary=1,3" + OFTEN, 1);

    polls();

    assertThat(asked).hasValue(1);
    assertThat(consumer().getWaitingMeters()).isEqualTo("3");
    assertThat(consumer().getFailingMeters()).isEmpty();
    assertThat(consumer().getMetersRead()).isEqualTo(1);
  }

  @Test
  void eachRefusalInARowDoublesThePauseUpToADay() throws Exception {
    house(TOO_MANY_READOUTS);
    poll("mbus:virtual:house?primary=1,3" + OFTEN, 1);
    polls();

    int times = 1;
    for (int minutes : List.of(15, 30, 60, 120, 240, 480, 960, 1440, 1440)) {
      pass(Duration.ofMinutes(minutes).minusNanos(1));
      polls();
      assertThat(asked).as("%d minutes less a nanosecond", minutes).hasValue(times);

      pass(Duration.ofNanos(1));
      polls();
      times++;
      assertThat(asked).as("%d minutes", minutes).hasValue(times);
    }
  }

  @Test
  void aReadingEndsThePauses() throws Exception {
    house(TOO_MANY_READOUTS);
    poll("mbus:virtual:house?primary=1,3" + OFTEN, 1);
    polls();
    pass(Duration.ofMinutes(15));
    polls();
    assertThat(asked).hasValue(2);

    lines.replace("house", VirtualLines.meter(HYD, 1), VirtualLines.meter(KAM, 3));
    pass(Duration.ofMinutes(30));
    await().until(() -> asked.get() > 5);
    assertThat(consumer().getWaitingMeters()).isEmpty();

    house(TOO_MANY_READOUTS);
    lines.takeDown("house");
    lines.bringBack("house");
    await().until(() -> consumer().getWaitingMeters().equals("3"));
    int before = asked.get();
    pass(Duration.ofMinutes(15));
    polls();
    assertThat(asked).hasValue(before + 1);
  }

  @Test
  void aRefusalThatWillBeTheSameLaterIsNoReasonToWait() throws Exception {
    house(UNIMPLEMENTED);
    poll("mbus:virtual:house?primary=1,3" + OFTEN, 1);

    polls();

    assertThat(asked.get()).isGreaterThan(1);
    assertThat(consumer().getWaitingMeters()).isEmpty();
  }

  /** A consumer that reads nothing must not look healthy. */
  @Test
  void aPollOfMetersThatAllWaitFailsAsTheLastOneDid() throws Exception {
    house(TOO_MANY_READOUTS);
    route("poll", "mbus:virtual:house?primary=3" + OFTEN, "mock:readings");
    context.start();

    await().until(() -> consumer().getErrorCounter() > 3);

    assertThat(asked).hasValue(1);
    HealthCheck.Result health =
        consumer()
            .getHealthCheck()
            .call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
    assertThat(health.getState()).isEqualTo(State.DOWN);
    assertThat(health.getError()).containsInstanceOf(MeterRefusedException.class);
    assertThat(health.getDetails()).containsEntry("mbus.meters.waiting", "3");
  }

  /** Who asks for a reading now gets an answer now. */
  @Test
  void commandsDoNotWait() throws Exception {
    house(TOO_MANY_READOUTS);
    poll("mbus:virtual:house?primary=1,3" + OFTEN, 1);
    polls();
    assertThat(asked).hasValue(1);

    context.createProducerTemplate().request("mbus:virtual:house?primary=3", exchange -> {});

    assertThat(asked).hasValue(2);
  }
}
