package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.camel.operation.PingResult;
import io.github.camelmbus.master.CollisionException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.transport.LineUnavailableException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes ask of meters. */
class MBusProducerTest extends RouteTest {

  @Test
  void readingOneMeterGivesItsReading() {
    house();

    Exchange result = request("mbus:virtual:house?primary=2", Map.of());

    assertThat(reading(result).meter().secondaryAddress()).isEqualTo(KAM);
    assertThat(result.getMessage().getHeaders())
        .containsEntry("CamelMBusLine", "virtual:house")
        .containsEntry("CamelMBusMeterId", "87654321")
        .doesNotContainKey("CamelMBusAddress");
  }

  @Test
  void headersOfAnEarlierReadingDoNotStay() {
    house();

    Exchange result =
        request(
            "mbus:virtual:house?primary=2",
            Map.of("CamelMBusMeterId", "12345678", "CamelMBusMeterName", "Flat 3 heat"));

    assertThat(result.getMessage().getHeaders())
        .containsEntry("CamelMBusMeterId", "87654321")
        .doesNotContainKey("CamelMBusMeterName");
  }

  @Test
  void readingSeveralMetersGivesAListThatSaysWhatFailed() {
    house();

    Exchange result = request("mbus:virtual:house?primary=1,9,2", Map.of());

    List<MeterReading> readings = readings(result);
    assertThat(readings).hasSize(3);
    assertThat(readings.get(0).meter().id()).isEqualTo("12345678");
    assertThat(readings.get(1).error().code()).isEqualTo("no-answer");
    assertThat(readings.get(2).meter().id()).isEqualTo("87654321");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,87654321", "1, 2", "1-2"})
  void aHeaderNamesMetersWhereTheEndpointDoesNot(String addresses) {
    house();

    Exchange result = request("mbus:virtual:house", Map.of("CamelMBusAddress", addresses));

    assertThat(readings(result))
        .extracting(reading -> reading.meter().id())
        .containsExactly("12345678", "87654321");
  }

  @Test
  void aHeaderMayBeANumberOrAnAddress() {
    house();

    Exchange number = request("mbus:virtual:house", Map.of("CamelMBusAddress", 2));
    Exchange address =
        request(
            "mbus:virtual:house", Map.of("CamelMBusAddress", MeterAddress.secondary("12345678")));

    assertThat(reading(number).meter().id()).isEqualTo("87654321");
    assertThat(reading(address).meter().id()).isEqualTo("12345678");
  }

  @Test
  void theMetersOfAnEndpointAreNotChangedByTheHeaderOfAnEarlierOne() {
    house();

    Exchange result = request("mbus:virtual:house?primary=2", Map.of("CamelMBusAddress", "1"));

    assertThat(reading(result).meter().id()).isEqualTo("87654321");
  }

  @Test
  void noMeterAtAllIsAnError() {
    house();

    assertThat(request("mbus:virtual:house", Map.of()).getException())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "no meter is named, neither by primary, secondary or inventory nor by");
  }

  @Test
  void silenceOfTheOnlyMeterIsAnException() {
    house();

    assertThat(request("mbus:virtual:house?secondary=11111112", Map.of()).getException())
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("no meter is selected by secondary address 11111112");
  }

  @Test
  void severalMetersUnderOneWildcardAreACollision() {
    lines.with(
        "twins",
        VirtualLines.meter("1234567824232804", 1),
        VirtualLines.meter("1234567924232804", 2));

    assertThat(request("mbus:virtual:twins?secondary=1234567F", Map.of()).getException())
        .isInstanceOf(CollisionException.class)
        .hasMessageContaining("give more digits of the secondary address, all 16 of them");
  }

  @Test
  void aLineThatIsAwayIsAnException() {
    house();
    lines.takeDown("house");

    assertThat(request("mbus:virtual:house?primary=1,2", Map.of()).getException())
        .isInstanceOf(LineUnavailableException.class)
        .hasMessageContaining("nobody is there");
  }

  @Test
  void pingTellsWhoAnswers() {
    house();

    Exchange one = request("mbus:virtual:house?operation=ping&primary=1", Map.of());
    Exchange several =
        request("mbus:virtual:house?operation=ping&primary=1,9&secondary=87654321", Map.of());

    PingResult result = one.getMessage().getBody(PingResult.class);
    assertThat(result.address()).isEqualTo("1");
    assertThat(result.answered()).isTrue();
    assertThat(result.error()).isNull();
    List<?> results = several.getMessage().getBody(List.class);
    assertThat(results)
        .extracting(r -> ((PingResult) r).answered())
        .containsExactly(true, false, true);
    assertThat(((PingResult) results.get(1)).error()).contains("no meter answers");
  }

  @Test
  void rawOctetsAreSentAsTheyAreOnceAllowed() {
    house();
    ProducerTemplate template = producer();
    String uri = "mbus:virtual:house?operation=raw&allowOperations=raw";
    // SND_NKE to primary address 1: 40 + 01 = 41; the meter acknowledges.
    byte[] sndNke = HexFormat.of().parseHex("1040014116");

    assertThat(template.requestBody(uri, sndNke, byte[].class)).containsExactly(0xE5);
    assertThat(template.requestBody(uri, "10 40 01 41 16", byte[].class)).containsExactly(0xE5);
    assertThat(template.request(uri, e -> e.getMessage().setBody("10 40 09 49 16")).getException())
        .isInstanceOf(NoReplyException.class);
    assertThat(template.request(uri, e -> e.getMessage().setBody("10 4")).getException())
        .hasMessageContaining(
            "raw sends octets in hexadecimal, such as 10 40 01 41 16, not '10 4'");
    assertThat(template.request(uri, e -> {}).getException())
        .hasMessageContaining("not an empty body");
  }

  @Test
  void anOperationThatIsNotAllowedIsRefused() {
    house();
    ProducerTemplate template = producer();

    assertThatThrownBy(
            () -> template.requestBody("mbus:virtual:house?operation=raw", "10 40 01 41 16"))
        .isInstanceOf(FailedToCreateProducerException.class)
        .rootCause()
        .hasMessage(
            "mbus://virtual:house?operation=raw: the operation raw is not allowed here, only"
                + " read,ping,scanPrimary,scanSecondary,readAlarm,lines; add it to"
                + " allowOperations");
    assertThat(
            request(
                    "mbus:virtual:house?allowOperations=read",
                    Map.of("CamelMBusOperation", "ping", "CamelMBusAddress", 1))
                .getException())
        .hasMessageContaining("the operation ping is not allowed here, only read");
  }

  @Test
  void theHeaderWinsOverTheOperationOfTheEndpoint() {
    house();

    Exchange result = request("mbus:virtual:house?primary=1", Map.of("CamelMBusOperation", "ping"));
    Exchange unknown =
        request("mbus:virtual:house?primary=1", Map.of("CamelMBusOperation", "scan"));

    assertThat(result.getMessage().getBody()).isInstanceOf(PingResult.class);
    assertThat(unknown.getException())
        .hasMessageMatching("CamelMBusOperation is one of read, .*, lines, not 'scan'");
  }

  @Test
  void theCatalogListsTheOperationsThereAre() throws Exception {
    JsonNode words =
        new ObjectMapper()
            .readTree(
                MBusEndpoint.class.getResource("/META-INF/io/github/camelmbus/camel/mbus.json"))
            .at("/properties/operation/enum");

    assertThat(words.valueStream().map(JsonNode::asText))
        .containsExactly(
            Stream.of(MBusOperation.values()).map(MBusOperation::toString).toArray(String[]::new));
  }

  @Test
  void serialPortsAreListedWithoutALine() {
    Exchange result = request("mbus:ports?operation=lines", Map.of());

    assertThat(result.getMessage().getBody()).isInstanceOf(List.class);
  }

  @Test
  void routesGoOnOutsideTheThreadOfTheBus() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:in")
                .to("mbus:virtual:house?primary=1")
                .process(e -> e.getMessage().setBody(Thread.currentThread().getName()));
          }
        });

    assertThat(producer().requestBody("direct:in", "", String.class)).doesNotContain("MBusLine");
  }

  @Test
  void aTransactedRouteStaysOnItsThread() throws Exception {
    house();
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:in")
                .process(e -> e.getUnitOfWork().beginTransactedBy("transaction"))
                .to("mbus:virtual:house?primary=1")
                .process(e -> e.getMessage().setBody(Thread.currentThread()));
          }
        });

    assertThat(producer().requestBody("direct:in", "", Thread.class))
        .isSameAs(Thread.currentThread());
  }

  private Exchange request(String uri, Map<String, Object> headers) {
    return producer()
        .request(uri, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
  }
}
