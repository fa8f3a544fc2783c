package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of Camel expect of any component. */
class RouteMannersTest extends RouteTest {
  private final AtomicInteger requests = new AtomicInteger();
  @TempDir Path directory;

  @Override
  void configure(CamelContext newContext) {
    lines.watch(octets -> requests.incrementAndGet());
  }

  /** Its inventory is missing, so the route cannot start; nothing else is kept from starting. */
  @Test
  void aSupervisedRouteThatCannotStartIsTriedAgain() throws Exception {
    house();
    SupervisingRouteController controller = context.getRouteController().supervising();
    controller.setInitialDelay(0);
    controller.setBackOffDelay(100);
    Path inventory = directory.resolve("cellar.json");
    mock().expectedMinimumMessageCount(1);
    route("poll", "mbus:virtual:house?inventory=" + inventory + OFTEN, "mock:readings");
    route("other", "mbus:virtual:house?primary=2" + OFTEN, "mock:others");
    context.start();
    await().until(() -> controller.getRestartingRoutes().size() == 1);
    await().until(() -> controller.getRouteStatus("other") == ServiceStatus.Started);
    assertThat(controller.getRestartException("poll"))
        .hasMessageContaining("there is no inventory " + inventory);

    Files.writeString(inventory, "{\"meters\":[{\"primaryAddress\":1}]}");

    mock().assertIsSatisfied(10_000);
    assertThat(controller.getRouteStatus("poll")).isEqualTo(ServiceStatus.Started);
  }

  @Test
  void pollsBackOffWhileTheLineIsAway() throws Exception {
    house();
    lines.takeDown("house");
    AtomicInteger failures = new AtomicInteger();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(LineUnavailableException.class)
                .handled(true)
                .process(failed -> failures.incrementAndGet());
            from("mbus:virtual:house?primary=1&bridgeErrorHandler=true"
                    + "&backoffErrorThreshold=2&backoffMultiplier=1000000"
                    + OFTEN)
                .routeId("poll")
                .to("mock:readings");
          }
        });
    context.start();
    MBusConsumer consumer = (MBusConsumer) context.getRoute("poll").getConsumer();

    await().until(() -> consumer.getBackoffCounter() > 2);

    assertThat(failures).hasValue(2);
    assertThat(consumer.getErrorCounter()).isEqualTo(2);
  }

  /** {@code scheduler} takes any of Camel's; here one that polls when it is told to. */
  @Test
  void anotherSchedulerDecidesWhenToPoll() throws Exception {
    house();
    ByHand byHand = new ByHand();
    context.getRegistry().bind("byHand", byHand);
    mock().expectedMessageCount(2);
    route("poll", "mbus:virtual:house?primary=1&scheduler=#byHand", "mock:readings");
    context.start();
    assertThat(requests).hasValue(0);

    byHand.poll.run();
    byHand.poll.run();

    mock().assertIsSatisfied();
  }

  @Test
  void initialDelayAndRepeatCountHold() throws Exception {
    house();
    mock().expectedMessageCount(3);
    mock().setAssertPeriod(200);
    route(
        "poll",
        "mbus:virtual:house?primary=1&initialDelay=0&delay=10&repeatCount=3",
        "mock:readings");
    context.start();

    mock().assertIsSatisfied(10_000);
  }

  /** The line is opened by the first message. */
  @Test
  void aProducerOpensNothingUntilItIsUsed() throws Exception {
    house();
    route("eager", "direct:eager", "mbus:virtual:house?primary=1");
    route("lazy", "direct:lazy", "mbus:virtual:house?primary=2&lazyStartProducer=true");
    context.start();
    assertThat(lines.timesOpened()).isZero();

    MeterReading reading =
        context.createProducerTemplate().requestBody("direct:lazy", null, MeterReading.class);

    assertThat(reading.meter().id()).isEqualTo("87654321");
    assertThat(lines.timesOpened()).isEqualTo(1);
  }

  @Test
  void optionsComeFromPlaceholders() throws Exception {
    house();
    context.getPropertiesComponent().addInitialProperty("meters", "1,2");
    context.getPropertiesComponent().addInitialProperty("pause", "1h");

    assertThat(poll("mbus:virtual:house?primary={{meters}}&delay={{pause}}&initialDelay=0", 2))
        .hasSize(2);
    assertThat(((MBusConsumer) context.getRoute("poll").getConsumer()).getDelay())
        .isEqualTo(3_600_000);
  }

  /** Tools ask the running app for it. */
  @Test
  void theCatalogOfTheComponentIsThereAtRunTime() throws Exception {
    context.start();

    String json =
        context
            .getCamelContextExtension()
            .getContextPlugin(RuntimeCamelCatalog.class)
            .componentJSonSchema("mbus");

    JsonNode catalog = new ObjectMapper().readTree(json);
    assertThat(catalog.at("/component/title").asText()).isEqualTo("M-Bus");
    assertThat(catalog.at("/component/syntax").asText()).isEqualTo("mbus:line");
    assertThat(catalog.at("/properties/delay/defaultValue").asText()).isEqualTo("15m");
  }

  @Test
  void anUnknownOptionIsNamed() {
    house();

    assertThatThrownBy(() -> context.getEndpoint("mbus:virtual:house?primry=1"))
        .rootCause()
        .hasMessageContaining("primry");
  }

  private static final class ByHand extends ServiceSupport
      implements ScheduledPollConsumerScheduler {
    private Runnable poll = () -> {};
    private CamelContext camel;

    @Override
    public void onInit(Consumer consumer) {}

    @Override
    public void scheduleTask(Runnable task) {
      poll = task;
    }

    @Override
    public void unscheduleTask() {}

    @Override
    public void startScheduler() {}

    @Override
    public boolean isSchedulerStarted() {
      return true;
    }

    @Override
    public CamelContext getCamelContext() {
      return camel;
    }

    @Override
    public void setCamelContext(CamelContext newContext) {
      camel = newContext;
    }
  }
}
