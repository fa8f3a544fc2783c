package io.github.camelmbus.camel;

import static io.github.camelmbus.camel.endpoint.StaticEndpointBuilders.mbus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.AdvancedMBusEndpointConsumerBuilder;
import io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.AdvancedMBusEndpointProducerBuilder;
import io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.MBusBuilders;
import io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.MBusEndpointConsumerBuilder;
import io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.MBusEndpointProducerBuilder;
import io.github.camelmbus.camel.endpoint.dsl.MBusEndpointBuilderFactory.MBusHeaderNameBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes in the Java Endpoint DSL. */
class EndpointDslTest extends RouteTest {
  private static final Path CATALOG =
      Path.of("src/generated/resources/META-INF/io/github/camelmbus/camel/mbus.json");

  /** A route of a user. */
  private static final class Polls extends EndpointRouteBuilder implements MBusBuilders {
    @Override
    public void configure() {
      from(mbus("virtual:house")
              .secondary("12345678,87654321")
              .delay("15m")
              .initialDelay(0)
              .repeatCount(1)
              .retries(1)
              .baudRate(2400))
          .setProperty("id", header(mbus().mBusMeterId()))
          .to(mock("readings"));
    }
  }

  /** A route of a user, with the builders as static methods. */
  private static final class Reads extends EndpointRouteBuilder {
    @Override
    public void configure() {
      from(direct("read"))
          .to(
              io.github.camelmbus.camel.endpoint.StaticEndpointBuilders.mbus("virtual:house")
                  .operation("read")
                  .primary("2")
                  .commandTimeout("10s")
                  .advanced()
                  .lazyStartProducer(true));
    }
  }

  @Test
  void aConsumerPolls() throws Exception {
    house();
    mock().expectedMessageCount(2);
    context.addRoutes(new Polls());

    context.start();

    MockEndpoint.assertIsSatisfied(10, TimeUnit.SECONDS, mock());
    assertThat(mock().getReceivedExchanges())
        .extracting(exchange -> exchange.getProperty("id"))
        .containsExactly("12345678", "87654321");
    MBusEndpoint polled = (MBusEndpoint) context.getRoutes().get(0).getEndpoint();
    assertThat(polled.getDelay()).isEqualTo(900_000);
    assertThat(polled.getConfiguration().getRetries()).isEqualTo(1);
  }

  @Test
  void aProducerReads() throws Exception {
    house();
    context.addRoutes(new Reads());

    assertThat(producer().requestBody("direct:read", null, String.class)).contains("87654321");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/dev/ttyUSB0", "tcp://10.0.0.5:10001", "usb:1A86:55D5", "sim:house", "COM3"})
  void aLineIsThatOfTheUri(String line) {
    MBusEndpoint endpoint = mbus(line).primary("1").resolve(context, MBusEndpoint.class);

    assertThat(endpoint.getCanonicalLine()).isEqualTo(line);
  }

  @Test
  void consumerAndProducerHaveTheOptionsThatTheCatalogSays() throws IOException {
    assertThat(
            options(MBusEndpointConsumerBuilder.class, AdvancedMBusEndpointConsumerBuilder.class))
        .isEqualTo(catalog("producer"));
    assertThat(
            options(MBusEndpointProducerBuilder.class, AdvancedMBusEndpointProducerBuilder.class))
        .isEqualTo(catalog("consumer"));
  }

  @Test
  void everyHeaderHasItsName() throws Exception {
    Set<String> names = new TreeSet<>();
    MBusHeaderNameBuilder headers = new MBusBuilders() {}.mbus();
    for (Method name : MBusHeaderNameBuilder.class.getMethods()) {
      if (name.getDeclaringClass() == MBusHeaderNameBuilder.class) {
        names.add((String) name.invoke(headers));
      }
    }

    Set<String> known = new TreeSet<>();
    new ObjectMapper()
        .readTree(CATALOG.toFile())
        .get("headers")
        .fieldNames()
        .forEachRemaining(known::add);
    assertThat(names).isEqualTo(known);
  }

  /** The methods that set something. */
  private static Set<String> options(Class<?>... builders) {
    return Stream.of(builders)
        .flatMap(builder -> Arrays.stream(builder.getDeclaredMethods()))
        .filter(method -> method.getParameterCount() > 0)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The options of an endpoint but those of one kind. */
  private static Set<String> catalog(String otherKind) throws IOException {
    JsonNode properties = new ObjectMapper().readTree(CATALOG.toFile()).get("properties");
    return StreamSupport.stream(((Iterable<String>) properties::fieldNames).spliterator(), false)
        .filter(name -> properties.get(name).get("kind").asText().equals("parameter"))
        .filter(name -> !properties.get(name).path("label").asText().contains(otherKind))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
