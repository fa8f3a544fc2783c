package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import io.github.camelmbus.reading.Telegrams;
import io.github.camelmbus.simulator.MeterDefinition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

/** A key goes in, and comes out nowhere. */
class SecretKeysTest extends RouteTest {
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";
  private static final String OTHER_KEY = "100102030405060708090A0B0C0D0E0F";

  private void encryptedMeter() {
    lines.with(
        "cellar", MeterDefinition.of(HYD, Telegrams.ENCRYPTED_RECORDS).withPrimaryAddress(5));
  }

  private static String uri(String key) {
    return "mbus:virtual:cellar?primary=5,9&retries=0&secretKey=" + key + ONCE;
  }

  @Test
  void readingsAndHealthTellNone() throws Exception {
    encryptedMeter();
    List<Exchange> good = poll(uri(KEY), 1);

    assertThat(reading(good.get(0)).security().state()).isEqualTo("decrypted");
    assertThat(good.get(0).getMessage().getBody(String.class)).doesNotContain(KEY);
    assertThat(good.get(0).getMessage().getHeaders().toString()).doesNotContain(KEY);
    assertThat(health()).contains("cellar").doesNotContain(KEY);
  }

  private String health() {
    HealthCheck check = ((MBusConsumer) context.getRoute("poll").getConsumer()).getHealthCheck();
    HealthCheck.Result result =
        check.call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
    return result.getMessage() + " " + result.getDetails();
  }

  @Test
  void managementTellsNone() throws Exception {
    encryptedMeter();
    MBusDataFormat format = new MBusDataFormat();
    format.setSecretKey(KEY);
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:telegrams").unmarshal(format).to("mock:telegrams");
          }
        });
    poll(uri(OTHER_KEY), 1);

    assertThat(attributes())
        .hasSizeGreaterThan(100)
        .noneMatch(told -> told.contains(KEY) || told.contains(OTHER_KEY));
  }

  /** Everything that JMX shows of this context. */
  private List<String> attributes() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<String> all = new ArrayList<>();
    ObjectName ours = new ObjectName("org.apache.camel:context=" + context.getName() + ",*");
    for (ObjectName name : server.queryNames(ours, null)) {
      all.add(name.toString());
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
        all.add(name + " " + attribute.getName() + "=" + value(server, name, attribute));
      }
    }
    return all;
  }

  private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
    try {
      return String.valueOf(server.getAttribute(name, attribute.getName()));
    } catch (Exception notReadable) {
      return String.valueOf(notReadable);
    }
  }

  @Test
  void logAndFailuresTellNone() throws Exception {
    encryptedMeter();
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      poll(uri(OTHER_KEY), 1);
      context.stop();
    } finally {
      System.setErr(before);
    }

    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("virtual:cellar")
        .doesNotContain(OTHER_KEY);
  }

  @Test
  void textOfWhateverHoldsOneTellsNone() {
    MBusConfiguration configuration = new MBusConfiguration();
    configuration.setSecretKey(KEY);
    MBusDataFormat format = new MBusDataFormat();
    format.setSecretKey(KEY);

    assertThat(configuration.toString()).doesNotContain(KEY);
    assertThat(format.toString()).doesNotContain(KEY);
    assertThat(Keys.parse(KEY).toString()).doesNotContain(KEY);
  }
}
