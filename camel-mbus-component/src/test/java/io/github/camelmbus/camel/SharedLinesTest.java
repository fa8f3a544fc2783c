package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.master.BusStatus;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** Several endpoints on one line. */
class SharedLinesTest extends RouteTest {

  @Test
  void endpointsOfOneLineShareItAndTheLastOneClosesIt() throws Exception {
    house();
    mock().expectedMinimumMessageCount(4);
    route("one", "mbus:virtual:house?primary=1" + OFTEN, "mock:readings");
    route("two", "mbus:virtual:house?primary=2" + OFTEN, "mock:readings");
    context.start();
    MockEndpoint.assertIsSatisfied(mock());

    context.getRouteController().stopRoute("one");
    assertThat(lines.openNow()).isEqualTo(1);
    context.getRouteController().stopRoute("two");

    assertThat(lines.openNow()).isZero();
    assertThat(lines.timesOpened()).isEqualTo(1);
    assertThat(status()).isEmpty();
  }

  @Test
  void twoComponentsOfAContextShareALine() throws Exception {
    house();
    context.addComponent("meters", new MBusComponent());
    mock().expectedMinimumMessageCount(4);
    route("one", "mbus:virtual:house?primary=1" + OFTEN, "mock:readings");
    route("two", "meters:virtual:house?primary=2" + OFTEN, "mock:readings");
    context.start();
    MockEndpoint.assertIsSatisfied(mock());

    assertThat(lines.timesOpened()).isEqualTo(1);
    assertThat(LinesOfContext.of(context).shared(SharedBus.class)).hasSize(1);
  }

  @Test
  void aLineIsOpenedAgainWhenItsRouteOrTheContextIs() throws Exception {
    house();
    poll("mbus:virtual:house?primary=1" + OFTEN, 1);

    context.getRouteController().stopRoute("poll");
    assertThat(lines.openNow()).isZero();
    context.getRouteController().startRoute("poll");
    await().until(() -> lines.openNow() == 1);
    context.stop();
    assertThat(lines.openNow()).isZero();
    // A context forgets its beans when it stops.
    context.getRegistry().bind("lines", lines);
    context.start();

    await().until(() -> lines.openNow() == 1);
  }

  @Test
  void endpointsThatDisagreeAboutTheirLineAreBothNamed() throws Exception {
    house();
    route("one", "mbus:virtual:house?primary=1&baudRate=2400" + OFTEN, "mock:readings");
    route("two", "mbus:virtual:house?primary=2&baudRate=9600&retries=0" + OFTEN, "mock:readings");

    assertThatThrownBy(context::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baudRate=2400")
        .hasMessageContaining("primary=1")
        .hasMessageContaining("primary=2")
        .hasMessageContaining(
            "both use virtual:house, but with baudRate=2400 and 9600, retries=2 and 0");
  }

  @Test
  void endpointsThatDisagreeWhetherTheirLineEndsAtAHeadAreBothNamed() throws Exception {
    house();
    route("one", "mbus:virtual:house?primary=1&wakeUp=optical" + OFTEN, "mock:readings");
    route("two", "mbus:virtual:house?primary=2" + OFTEN, "mock:readings");

    assertThatThrownBy(context::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("primary=1")
        .hasMessageContaining("primary=2")
        .hasMessageContaining("both use virtual:house, but with wakeUp=optical and none");
  }

  @Test
  void aLazyProducerFindsOutAboutItWhenItIsUsed() throws Exception {
    house();
    route("one", "mbus:virtual:house?primary=1" + OFTEN, "mock:readings");
    route("two", "direct:in", "mbus:virtual:house?primary=2&retries=0&lazyStartProducer=true");
    context.start();

    Exchange result = producer().request("direct:in", exchange -> {});

    assertThat(result.getException()).hasMessageContaining("retries=2 and 0");
  }

  @Test
  void differentSpellingsAndNamesOfALineAreOneLine() throws Exception {
    house();
    MBusComponent component = context.getComponent("mbus", MBusComponent.class);
    component.getLines().put("cellar", "virtual:house");
    route("one", "mbus:virtual:house?primary=1" + OFTEN, "mock:readings");
    route("two", "mbus:cellar?primary=2&retries=1" + OFTEN, "mock:readings");

    assertThatThrownBy(context::start).hasMessageContaining("retries=2 and 1");
  }

  @Test
  void aLineIsClosedWhenNobodyNeedsItForAWhile() throws Exception {
    house();

    poll("mbus:virtual:house?primary=1&idleTimeout=50ms" + ONCE, 1);

    await().until(() -> lines.openNow() == 0);
    assertThat(status()).map(BusStatus::state).contains(LineStatus.State.CLOSED);
  }

  /** Endpoints of {@code toD} stay in a cache and keep their lines, 1000 of them. */
  @Test
  void aLineThatIsIdleHasNoThreadUntilItIsUsedAgain() throws Exception {
    house();
    route("reads", "direct:in", "mbus:virtual:house?primary=1&idleTimeout=50ms");
    context.start();

    for (int i = 0; i < 3; i++) {
      assertThat(producer().request("direct:in", exchange -> {}).getException()).isNull();
      assertThat(status()).isPresent();
      await().until(() -> busThreads() == 0);
    }
  }

  private long busThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains(context.getName()) && name.contains("MBusLine["))
        .count();
  }

  private Optional<BusStatus> status() {
    MBusComponent component = context.getComponent("mbus", MBusComponent.class);
    return component.status(component.resolve("virtual:house"));
  }
}
