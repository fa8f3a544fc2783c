package io.github.camelmbus.camel;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.transport.LineUnavailableException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;

/** Routes that poll meters. */
class MBusConsumerTest extends RouteTest {

  @Test
  void eachMeterGivesAnExchangeOfOneBatch() throws Exception {
    house();

    List<Exchange> exchanges = poll("mbus:virtual:house?primary=1,2" + ONCE, 2);

    assertThat(exchanges).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Exchange exchange = exchanges.get(i);
      assertThat(exchange.getProperty(Exchange.BATCH_INDEX)).isEqualTo(i);
      assertThat(exchange.getProperty(Exchange.BATCH_SIZE)).isEqualTo(2);
      assertThat(exchange.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(i == 1);
    }
    assertThat(reading(exchanges.get(0)).meter().id()).isEqualTo("12345678");
    assertThat(reading(exchanges.get(1)).meter().id()).isEqualTo("87654321");
  }

  @Test
  void aStreamedReadingGoesOnBeforeTheNextMeterIsAsked() throws Exception {
    house();
    List<Long> readSoFar = new CopyOnWriteArrayList<>();
    String uri = "mbus:virtual:house?primary=1,2&streaming=true" + ONCE;
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(uri)
                .process(
                    exchange -> {
                      var from = (MBusEndpoint) exchange.getFromEndpoint();
                      readSoFar.add(from.getMeterReads());
                      assertThat(exchange.getProperty(Exchange.BATCH_INDEX, Integer.class))
                          .isEqualTo(readSoFar.size() - 1);
                      assertThat(exchange.getProperty(Exchange.BATCH_SIZE)).isNull();
                    })
                .to("mock:streamed");
          }
        });
    MockEndpoint mock = context.getEndpoint("mock:streamed", MockEndpoint.class);
    mock.expectedMessageCount(2);

    context.start();

    mock.assertIsSatisfied();
    assertThat(readSoFar).containsExactly(1L, 2L);
  }

  /** The route is being stopped when the first of two meters has got its request. */
  @Test
  void aReadingThatIsOnItsWayWhileTheRouteStopsIsProcessed() throws Exception {
    house();
    AtomicInteger requests = new AtomicInteger();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    lines.watch(
        octets -> {
          if (octets[1] == (byte) 0x7B || octets[1] == (byte) 0x5B) { // REQ_UD2
            requests.incrementAndGet();
            CompletableFuture.runAsync(() -> stopPoll(stopped));
            await().until(() -> isSuspended() || stopped.isDone());
            // A route that does not wait for the meter stops now.
            await().during(ofMillis(300)).until(() -> true);
          }
        });
    route("poll", "mbus:virtual:house?primary=1,2&streaming=true" + ONCE, "mock:readings");
    mock().expectedMessageCount(1);

    context.start();

    mock().assertIsSatisfied(10_000);
    stopped.get(10, SECONDS);
    assertThat(requests).hasValue(1);
    assertThat(reading(mock().getReceivedExchanges().get(0)).meter().id()).isEqualTo("12345678");
  }

  private boolean isSuspended() {
    return ((MBusConsumer) context.getRoute("poll").getConsumer()).isSuspendingOrSuspended();
  }

  private void stopPoll(CompletableFuture<Void> stopped) {
    try {
      context.getRouteController().stopRoute("poll");
      stopped.complete(null);
    } catch (Exception e) {
      stopped.completeExceptionally(e);
    }
  }

  @Test
  void aReadingComesWithItsHeaders() throws Exception {
    house();

    Exchange exchange = poll("mbus:virtual:house?secondary=12345678" + ONCE, 1).get(0);

    MeterReading reading = reading(exchange);
    // 12345 kWh in W.h, with the scale as sent: 10^3 W.h is not an exponent but zeros.
    assertThat(reading.records().get(0).value()).isEqualTo(new BigDecimal("12345000"));
    assertThat(reading.line()).isEqualTo("virtual:house");
    assertThat(exchange.getMessage().getHeaders())
        .containsEntry("CamelMBusLine", "virtual:house")
        .containsEntry("CamelMBusAddress", "12345678")
        .containsEntry("CamelMBusMeterId", "12345678")
        .containsEntry("CamelMBusManufacturer", "HYD")
        .containsEntry("CamelMBusDeviceType", "heat")
        .containsEntry("CamelMBusStatus", 0)
        .containsEntry("CamelMBusAccessNumber", reading.accessNumber())
        .containsEntry("CamelMessageTimestamp", reading.readAt().toEpochMilli());
    assertThat(exchange.getMessage().getBody(String.class)).startsWith("{\"meter\":{");
  }

  @Test
  void withoutSplitAPollGivesOneList() throws Exception {
    house();

    List<Exchange> exchanges = poll("mbus:virtual:house?primary=1,2&split=false" + ONCE, 1);

    assertThat(exchanges).hasSize(1);
    assertThat(readings(exchanges.get(0)))
        .extracting(reading -> reading.meter().id())
        .containsExactly("12345678", "87654321");
    assertThat(new ObjectMapper().readTree(exchanges.get(0).getMessage().getBody(byte[].class)))
        .extracting(reading -> reading.at("/meter/id").asText())
        .containsExactly("12345678", "87654321");
  }

  @Test
  void aSilentMeterIsSkippedAndToldToTheExceptionHandler() throws Exception {
    house();
    Failures failures = failures();

    List<Exchange> exchanges =
        poll("mbus:virtual:house?primary=1,9,2&exceptionHandler=#failures" + ONCE, 2);

    assertThat(exchanges).extracting(e -> reading(e).meter().id()).contains("12345678", "87654321");
    assertThat(exchanges.get(1).getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
    assertThat(failures.all).singleElement().isInstanceOf(NoReplyException.class);
    assertThat(failures.all.get(0)).hasMessageContaining("no meter answers at primary address 9");
  }

  @Test
  void aSilentMeterCanGiveAnExchangeThatSaysSo() throws Exception {
    house();

    List<Exchange> exchanges =
        poll("mbus:virtual:house?primary=1,9,2&onMeterError=exchange" + ONCE, 3);

    Exchange failed = exchanges.get(1);
    assertThat(failed.getMessage().getHeader("CamelMBusAddress")).isEqualTo("9");
    assertThat(reading(failed).error().code()).isEqualTo("no-answer");
    assertThat(reading(failed).meter().primaryAddress()).isEqualTo(9);
    assertThat(reading(failed).error().message()).contains("no meter answers at primary address 9");
    assertThat(reading(exchanges.get(2)).meter().id()).isEqualTo("87654321");
  }

  @Test
  void aTelegramThatCannotBeDecodedArrivesWithItsOctets() throws Exception {
    // RSP_UD of address 3, CI B7h of a manufacturer, five octets; 08+03+B7+01+02+03+04+05 = D1
    String telegram = "68 08 08 68 08 03 B7 01 02 03 04 05 D1 16";
    lines.with("house", MeterDefinition.of(HYD, telegram).withPrimaryAddress(3));

    MeterReading body = reading(poll("mbus:virtual:house?primary=3" + ONCE, 1).get(0));

    assertThat(body.error().code()).isEqualTo("unsupported-ci");
    assertThat(body.telegrams()).containsExactly(telegram.replace(" ", ""));
    assertThat(body.meter().primaryAddress()).isEqualTo(3);
    assertThat(body.line()).isEqualTo("virtual:house");
  }

  @Test
  void aSilentMeterCanEndThePoll() throws Exception {
    house();
    Failures failures = failures();

    List<Exchange> exchanges =
        poll(
            "mbus:virtual:house?primary=1,9,2&onMeterError=fail&exceptionHandler=#failures" + ONCE,
            1);

    await().until(() -> !failures.all.isEmpty());
    assertThat(failures.all).singleElement().isInstanceOf(NoReplyException.class);
    // What was read before the failure is not lost, what follows it is not read.
    assertThat(exchanges).extracting(e -> reading(e).meter().id()).containsExactly("12345678");
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    assertThat(consumer.getErrorCounter()).isEqualTo(1);
  }

  @Test
  void thePollFailsOnceIfNoMeterAnswers() throws Exception {
    house();
    Failures failures = failures();
    route("poll", "mbus:virtual:house?primary=8,9&exceptionHandler=#failures" + ONCE, "mock:x");
    context.start();

    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> consumer.getErrorCounter() == 1);

    assertThat(failures.all).singleElement().isInstanceOf(NoReplyException.class);
    assertThat(consumer.getMetersFailed()).isEqualTo(2);
  }

  @Test
  void aLineThatIsAwayEndsThePollAtOnce() throws Exception {
    house();
    lines.takeDown("house");
    Failures failures = failures();
    route("poll", "mbus:virtual:house?primary=1-200&exceptionHandler=#failures" + ONCE, "mock:x");
    context.start();

    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> consumer.getErrorCounter() == 1);

    assertThat(failures.all).singleElement().isInstanceOf(LineUnavailableException.class);
    assertThat(failures.all.get(0)).hasMessageContaining("virtual:house: nobody is there");
    assertThat(consumer.getMetersFailed()).isEqualTo(1);
  }

  @Test
  void aLineThatVanishesIsUsedAgainWhenItIsBack() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1" + OFTEN, 1);
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();

    lines.takeDown("house");
    await().until(() -> consumer.getErrorCounter() > 2);
    lines.bringBack("house");
    MockEndpoint mock = mock();
    mock.reset();
    mock.expectedMinimumMessageCount(2);

    mock.assertIsSatisfied(10_000);
    await().until(() -> consumer.getErrorCounter() == 0);
  }

  @Test
  void theErrorHandlerOfTheRouteCanGetFailures() throws Exception {
    house();
    mock().expectedMessageCount(1);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(NoReplyException.class).handled(true).to("mock:readings");
            from("mbus:virtual:house?primary=1,9&bridgeErrorHandler=true" + ONCE).to("mock:good");
          }
        });
    context.start();

    mock().assertIsSatisfied();
    Exchange failed = mock().getReceivedExchanges().get(0);
    assertThat(failed.getMessage().getHeader("CamelMBusAddress")).isEqualTo("9");
    assertThat(failed.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(NoReplyException.class);
  }

  @Test
  void aSuspendedRouteDoesNotPollUntilItIsResumed() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1" + OFTEN, 1);

    context.getRouteController().suspendRoute("poll");
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();
    await().until(() -> !consumer.isPolling());
    mock().reset();
    mock().expectedMessageCount(0);
    mock().setAssertPeriod(200);
    mock().assertIsSatisfied();

    mock().reset();
    mock().expectedMinimumMessageCount(1);
    context.getRouteController().resumeRoute("poll");
    mock().assertIsSatisfied(10_000);
  }

  @Test
  void aRouteThatIsNotStartedLeavesTheLineAlone() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("mbus:virtual:house?primary=1" + OFTEN)
                .routeId("poll")
                .autoStartup(false)
                .to("mock:readings");
          }
        });
    mock().expectedMinimumMessageCount(1);
    context.start();
    MBusComponent component = context.getComponent("mbus", MBusComponent.class);
    assertThat(component.status(component.resolve("virtual:house"))).isEmpty();

    context.getRouteController().startRoute("poll");

    mock().assertIsSatisfied(10_000);
  }

  @Test
  void aContextStartsThoughItsLineIsAway() throws Exception {
    house();
    lines.takeDown("house");
    route("poll", "mbus:virtual:house?primary=1" + OFTEN, "mock:readings");

    context.start();

    assertThat(context.getRouteController().getRouteStatus("poll").isStarted()).isTrue();
  }

  private Failures failures() {
    Failures failures = new Failures();
    context.getRegistry().bind("failures", failures);
    return failures;
  }

  private static final class Failures implements ExceptionHandler {
    private final List<Throwable> all = new CopyOnWriteArrayList<>();

    @Override
    public void handleException(Throwable exception) {
      all.add(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
      all.add(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
      all.add(exception);
    }
  }
}
