package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.Fault.RefusesWrites.Way;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Who has written what, as the logger of the tests prints it. */
@ResourceLock(Resources.SYSTEM_ERR)
class AuditLogTest extends RouteTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void listenNoMore() {
    System.setErr(before);
  }

  private List<JsonNode> lines() {
    String name = "mbus.audit" + " - ";
    return printed
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(name))
        .map(line -> json(line.substring(line.indexOf(name) + name.length())))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private void setAddress(String options) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:write")
                .routeId("technician")
                .to(
                    "mbus:virtual:house?operation=setPrimaryAddress"
                        + "&allowOperations=setPrimaryAddress,raw&primary=1&value=5"
                        + options);
          }
        });
    producer()
        .request("direct:write", e -> e.getMessage().setHeader(MBusConstants.USER, "m.mustermann"));
  }

  @Test
  void aWriteIsToldWithWhoWhatWhenAndItsTelegrams() throws Exception {
    house();

    setAddress("");

    assertThat(lines()).hasSize(1);
    JsonNode line = lines().get(0);
    assertThat(line.at("/at").asText()).matches("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]{12}Z");
    assertThat(line.at("/by/user").asText()).isEqualTo("m.mustermann");
    assertThat(line.at("/by/route").asText()).isEqualTo("technician");
    assertThat(line.at("/operation").asText()).isEqualTo("setPrimaryAddress");
    assertThat(line.at("/line").asText()).isEqualTo("virtual:house");
    assertThat(line.at("/target").asText()).isEqualTo("1");
    assertThat(line.at("/value").asText()).isEqualTo("5");
    assertThat(line.at("/outcome").asText()).isEqualTo("done");
    assertThat(line.at("/meter").asText()).isEqualTo(HYD);
    assertThat(line.at("/telegrams/0").asText()).isEqualTo("68060668730151017A054516");
    assertThat(line.at("/before/primaryAddress").asInt()).isEqualTo(1);
    assertThat(line.at("/after/primaryAddress").asInt()).isEqualTo(5);
  }

  @Test
  void aRefusedWriteIsToldWithWhatWasSent() throws Exception {
    lines.with(
        "house", VirtualLines.meter(HYD, 1).withFaults(new Fault.RefusesWrites(Way.NACK, 0)));

    setAddress("");

    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).at("/outcome").asText()).isEqualTo("refused");
    assertThat(lines().get(0).at("/telegrams")).hasSize(1);
    assertThat(lines().get(0).at("/message").asText()).contains("NACK");
  }

  @Test
  void aWriteThatWasNotSafeIsToldWithoutTelegrams() throws Exception {
    lines.with("house", VirtualLines.meter(HYD, 1), VirtualLines.meter(KAM, 5));

    setAddress("");

    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).at("/outcome").asText()).isEqualTo("unsafe");
    assertThat(lines().get(0).at("/telegrams")).isEmpty();
  }

  @Test
  void aDryRunIsNoWrite() throws Exception {
    house();

    setAddress("&dryRun=true");

    assertThat(lines()).isEmpty();
  }

  @Test
  void rawOctetsMayBeAWrite() throws Exception {
    house();
    producer()
        .requestBody("mbus:virtual:house?operation=raw&allowOperations=raw", "10 40 01 41 16");

    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).at("/telegrams/0").asText()).isEqualTo("1040014116");
  }

  @Test
  void octetsThatWereNeverSentAreNotTold() {
    house();
    lines.takeDown("house");
    producer()
        .request(
            "mbus:virtual:house?operation=raw&allowOperations=raw",
            e -> e.getMessage().setBody("10 40 01 41 16"));

    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).at("/outcome").asText()).isEqualTo("line");
    assertThat(lines().get(0).at("/telegrams")).isEmpty();
  }

  @Test
  void octetsToWriteAreToldAsSuch() {
    house();
    producer()
        .request(
            "mbus:virtual:house?operation=writeRecords&allowOperations=writeRecords&primary=1",
            e -> e.getMessage().setBody(new byte[] {0x0C, 0x06, 0, 0, 0, 0}));

    assertThat(lines().get(0).at("/value").asText()).isEqualTo("0C0600000000");
  }

  /** SND_NKE, REQ_UD2 and their answers alone take longer, in the time of the line. */
  @Test
  void aWriteThatStoppedAtItsDeadlineIsToldWithoutTelegrams() throws Exception {
    house();

    setAddress("&commandTimeout=90ms");

    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).at("/outcome").asText()).isEqualTo("deadline");
    assertThat(lines().get(0).at("/telegrams")).isEmpty();
  }
}
