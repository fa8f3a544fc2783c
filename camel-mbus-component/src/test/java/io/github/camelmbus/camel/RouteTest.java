package io.github.camelmbus.camel;

import io.github.camelmbus.reading.MeterReading;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context with virtual lines, and what route tests do with it again and again. */
abstract class RouteTest {
  /** Polls at once, and often enough not to wait for the next poll. */
  static final String OFTEN = "&initialDelay=0&delay=50";

  /** Polls at once, and never again. */
  static final String ONCE = "&initialDelay=0&repeatCount=1";

  static final String HYD = "1234567824232804";
  static final String KAM = "876543212D2C400D";

  final VirtualLines lines = new VirtualLines();
  CamelContext context;

  @BeforeEach
  void createContext() {
    context = new DefaultCamelContext();
    context.getRegistry().bind("lines", lines);
    context.getShutdownStrategy().setTimeout(5);
    configure(context);
  }

  /** Before the context starts. */
  void configure(CamelContext newContext) {}

  @AfterEach
  void stopContext() {
    context.stop();
  }

  /** Meter 12345678 at 1 and meter 87654321 at 2. */
  void house() {
    lines.with("house", VirtualLines.meter(HYD, 1), VirtualLines.meter(KAM, 2));
  }

  void route(String id, String from, String to) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from(from).routeId(id).to(to);
          }
        });
  }

  MockEndpoint mock() {
    return context.getEndpoint("mock:readings", MockEndpoint.class);
  }

  /** Runs a consumer's route to mock:readings until it has got the exchanges. */
  List<Exchange> poll(String uri, int exchanges) throws Exception {
    mock().expectedMinimumMessageCount(exchanges);
    route("poll", uri, "mock:readings");
    context.start();
    MockEndpoint.assertIsSatisfied(10, TimeUnit.SECONDS, mock());
    return mock().getReceivedExchanges();
  }

  ProducerTemplate producer() {
    context.start();
    return context.createProducerTemplate();
  }

  /** The body of an exchange with several readings. */
  static List<MeterReading> readings(Exchange exchange) {
    List<?> bodies = exchange.getMessage().getBody(List.class);
    return bodies.stream().map(MeterReading.class::cast).toList();
  }

  static MeterReading reading(Exchange exchange) {
    return exchange.getMessage().getBody(MeterReading.class);
  }
}
