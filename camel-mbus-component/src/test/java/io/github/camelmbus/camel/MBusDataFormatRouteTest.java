package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.Telegrams;
import io.github.camelmbus.reading.UnreadableTelegramException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The data format in routes, as users write them. */
class MBusDataFormatRouteTest {
  private static final String TWO_METERS =
      Telegrams.ENERGY_ONLY + "\nno telegram\n" + Telegrams.OF_ANOTHER_METER;

  private final Main main = new Main();

  @AfterEach
  void stop() {
    main.stop();
  }

  private List<Exchange> send(Object body, int readings) throws Exception {
    MockEndpoint mock = main.getCamelContext().getEndpoint("mock:readings", MockEndpoint.class);
    mock.expectedMessageCount(readings);
    main.getCamelTemplate().sendBody("direct:telegrams", body);
    MockEndpoint.assertIsSatisfied(10, TimeUnit.SECONDS, mock);
    return mock.getReceivedExchanges();
  }

  private void start(RoutesBuilder routes) {
    main.configure().addRoutesBuilder(routes);
    main.start();
  }

  private static List<String> meters(List<Exchange> exchanges) {
    return exchanges.stream()
        .map(exchange -> exchange.getMessage().getBody(MeterReading.class).meter())
        .map(meter -> meter == null ? "none" : String.valueOf(meter.id()))
        .toList();
  }

  @Test
  void javaRouteFindsItByItsName() throws Exception {
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:telegrams").unmarshal().custom("mbus").to("mock:readings");
          }
        });

    assertThat(meters(send(Telegrams.octets(Telegrams.ENERGY_ONLY), 1)))
        .containsExactly("12345678");
  }

  @Test
  void beanWithOptionsIsSplitAsAStream() throws Exception {
    MBusDataFormat everyTelegram = new MBusDataFormat();
    everyTelegram.setMultiple(true);
    everyTelegram.setLenient(true);
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:telegrams")
                .unmarshal(everyTelegram)
                .split(body())
                .streaming()
                .to("mock:readings");
          }
        });

    assertThat(meters(send(TWO_METERS, 3))).containsExactly("12345678", "none", "12345679");
  }

  @Test
  void optionsComeFromTheConfiguration() throws Exception {
    main.addInitialProperty("camel.dataformat.mbus.multiple", "true");
    main.addInitialProperty("camel.dataformat.mbus.lenient", "true");
    main.addInitialProperty("camel.dataformat.mbus.encoding", "hex");
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:telegrams")
                .unmarshal()
                .custom("mbus")
                .split(body())
                .streaming()
                .to("mock:readings");
          }
        });

    assertThat(send(TWO_METERS, 3)).hasSize(3);
  }

  @Test
  void yamlRouteReadsAndWrites() throws Exception {
    String yaml =
        """
        - route:
            from:
              uri: direct:telegrams
              steps:
                - unmarshal:
                    custom:
                      ref: mbus
                - to: mock:readings
                - marshal:
                    custom:
                      ref: mbus
                - to: mock:telegrams
        """;

    assertReadsAndWrites(ResourceHelper.fromString("telegrams.yaml", yaml));
  }

  @Test
  void xmlRouteReadsAndWrites() throws Exception {
    String xml =
        """
        <route>
          <from uri="direct:telegrams"/>
          <unmarshal><custom ref="mbus"/></unmarshal>
          <to uri="mock:readings"/>
          <marshal><custom ref="mbus"/></marshal>
          <to uri="mock:telegrams"/>
        </route>
        """;

    assertReadsAndWrites(ResourceHelper.fromString("telegrams.xml", xml));
  }

  private void assertReadsAndWrites(Resource route) throws Exception {
    main.start();
    PluginHelper.getRoutesLoader(main.getCamelContext()).loadRoutes(route);

    assertThat(meters(send(Telegrams.ENERGY_ONLY, 1))).containsExactly("12345678");
    assertThat(
            main.getCamelContext()
                .getEndpoint("mock:telegrams", MockEndpoint.class)
                .getReceivedExchanges())
        .singleElement()
        .satisfies(
            exchange ->
                assertThat(exchange.getMessage().getBody(byte[].class))
                    .isEqualTo(Telegrams.octets(Telegrams.ENERGY_ONLY)));
  }

  @Test
  void badInputGoesToTheErrorHandlerOfItsKind() throws Exception {
    start(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(MBusException.class).handled(true).to("mock:readings");
            from("direct:telegrams").unmarshal().custom("mbus").to("mock:unexpected");
          }
        });

    assertThat(send("no telegram", 1))
        .singleElement()
        .extracting(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
        .isInstanceOf(UnreadableTelegramException.class);
  }
}
