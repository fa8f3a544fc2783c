package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportOption;
import io.github.camelmbus.transport.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write into URIs, and what they are told about mistakes. */
class MBusUriTest {
  private CamelContext context;

  @BeforeEach
  void start() {
    context = new DefaultCamelContext();
    context.getRegistry().bind("lines", new VirtualLines().with("house"));
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "mbus:tcp://gateway:10001?primary=1,            tcp://gateway:10001",
    "mbus:tcp:gateway:10001?primary=1,              tcp://gateway:10001",
    "mbus://tcp://gateway:10001?primary=1,          tcp://gateway:10001",
    "mbus:tcp://10.0.0.5:10001?primary=1&retries=0, tcp://10.0.0.5:10001",
    "mbus:/dev/ttyUSB0?primary=1,                   /dev/ttyUSB0",
    "mbus:///dev/ttyUSB0,                           /dev/ttyUSB0",
    "mbus:/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0, /dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0",
    "mbus:COM3?baudRate=300,                        COM3",
    "mbus:usb:1A86:55D5?usbIndex=1,                 usb:1A86:55D5",
    "mbus:usb:1A86:55D5:0123?primary=1,             usb:1A86:55D5:0123",
    "mbus:rfc2217://gateway:10001?primary=1,        rfc2217://gateway:10001",
    "mbus:tls:gateway:10001?primary=1,              tls://gateway:10001",
    "mbus:udp://gateway:10001?primary=1,            udp://gateway:10001",
    "mbus:virtual:house,                            virtual:house"
  })
  void everyFormOfLineIsUnderstood(String uri, String line) {
    MBusEndpoint endpoint = context.getEndpoint(uri, MBusEndpoint.class);

    assertThat(endpoint.lineAddress()).isEqualTo(LineAddress.parse(line));
    assertThat(endpoint.getServiceUrl()).isEqualTo(line);
  }

  @Test
  void aLineMayComeFromPropertyPlaceholders() {
    Properties properties = new Properties();
    properties.put("cellar.line", "tcp://gateway:10001");
    properties.put("cellar.meters", "1,2,5-9");
    context.getPropertiesComponent().setOverrideProperties(properties);

    MBusEndpoint endpoint =
        context.getEndpoint("mbus:{{cellar.line}}?primary={{cellar.meters}}", MBusEndpoint.class);

    assertThat(endpoint.lineAddress().text()).isEqualTo("tcp://gateway:10001");
    assertThat(endpoint.getConfiguration().meters()).hasSize(7);
  }

  @Test
  void aLineMayComeAsAParameterOfADsl() throws Exception {
    String uri =
        context
            .getCamelContextExtension()
            .getEndpointUriFactory("mbus")
            .buildUri("mbus", Map.of("line", "tcp://gateway:10001", "primary", "3"));

    MBusEndpoint endpoint = context.getEndpoint(uri, MBusEndpoint.class);

    assertThat(endpoint.lineAddress().text()).isEqualTo("tcp://gateway:10001");
    assertThat(endpoint.getConfiguration().getPrimary()).isEqualTo("3");
  }

  @Test
  void aRelativePathIsASerialPort() {
    MBusEndpoint endpoint = context.getEndpoint("mbus:./pty?primary=1", MBusEndpoint.class);

    assertThat(endpoint.lineAddress().text()).isEqualTo(Path.of("pty").toAbsolutePath().toString());
  }

  @Test
  void optionsOfTheComponentAreForTheLinesThatKnowThem() {
    MBusConfiguration ofAll = context.getComponent("mbus", MBusComponent.class).getConfiguration();
    ofAll.setConnectTimeout(Duration.ofSeconds(3));
    ofAll.setUsbIndex(1);

    assertThat(optionsOf("mbus:/dev/ttyUSB0?primary=1")).isEmpty();
    assertThat(optionsOf("mbus:usb:1A86:55D5?primary=1")).isEqualTo(Map.of("usbIndex", "1"));
    assertThat(optionsOf("mbus:tcp://gateway:1?primary=1"))
        .isEqualTo(Map.of("connectTimeout", "3s"));
    assertThat(optionsOf("mbus:tcp://gateway:1?primary=1&connectTimeout=700"))
        .isEqualTo(Map.of("connectTimeout", "700ms"));
  }

  @Test
  void optionsOfTlsReachTheLineAndItsPasswordIsShownNowhere() {
    String uri = "mbus:tls://gateway:1?primary=1&tlsTrust=ca.pem&tlsKey=k.p12&tlsPassword=sesame";
    MBusEndpoint endpoint = context.getEndpoint(uri, MBusEndpoint.class);

    assertThat(optionsOf(uri))
        .isEqualTo(
            Map.of(
                "connectTimeout", "10s",
                "tlsTrust", "ca.pem",
                "tlsKey", "k.p12",
                "tlsPassword", "sesame"));
    assertThat(endpoint.sanitizedUri() + endpoint + endpoint.getConfiguration().settings())
        .contains("tlsKey", "tlsPassword")
        .doesNotContain("sesame");
  }

  @Test
  void endpointsThatDisagreeAboutAPasswordDoNotShowIt() {
    String uri = "mbus:tls://gateway:1?primary=1&tlsPassword=";
    context.getEndpoint(uri + "sesame", MBusEndpoint.class).lease();

    assertThatThrownBy(() -> context.getEndpoint(uri + "mellon", MBusEndpoint.class).lease())
        .hasMessageContaining("with tlsPassword=xxxxxx and xxxxxx")
        .hasMessageNotContainingAny("sesame", "mellon");
  }

  @Test
  void everyOptionOfATransportIsOneOfTheEndpoint() throws Exception {
    Set<String> known = new HashSet<>();
    JsonNode catalog =
        new ObjectMapper()
            .readTree(
                Path.of("src/generated/resources/META-INF/io/github/camelmbus/camel/mbus.json")
                    .toFile());
    catalog.get("properties").fieldNames().forEachRemaining(known::add);

    assertThat(ServiceLoader.load(TransportProvider.class))
        .flatExtracting(TransportProvider::options)
        .isNotEmpty()
        .allSatisfy(
            option -> {
              assertThat(known).contains(option.name());
              assertThat(catalog.get("properties").get(option.name()).get("secret").asBoolean())
                  .isEqualTo(option.isSecret());
            });
  }

  /** An option with a field that no line of {@code givenTransportOptions()} passes on is lost. */
  @ParameterizedTest
  @CsvSource({
    "connectTimeout, 10s, tcp://gateway:1",
    "usbIndex, 1, usb:0403:6001",
    "tlsTrust, ca.pem, tls://gateway:1",
    "tlsKey, k.p12, tls://gateway:1",
    "tlsPassword, sesame, tls://gateway:1"
  })
  void optionOfATransportReachesTheLine(String option, String value, String line) {
    assertThat(optionsOf("mbus:" + line + "?primary=1&" + option + "=" + value))
        .containsEntry(option, value);
  }

  @Test
  void everyOptionOfATransportIsTriedOnALine() throws Exception {
    String[] tried =
        getClass()
            .getDeclaredMethod(
                "optionOfATransportReachesTheLine", String.class, String.class, String.class)
            .getAnnotation(CsvSource.class)
            .value();
    assertThat(tried)
        .extracting(row -> row.substring(0, row.indexOf(',')))
        .containsAll(
            ServiceLoader.load(TransportProvider.class).stream()
                .flatMap(provider -> provider.get().options().stream())
                .map(TransportOption::name)
                .toList());
  }

  private Map<String, String> optionsOf(String uri) {
    return context
        .getEndpoint(uri, MBusEndpoint.class)
        .getConfiguration()
        .settings()
        .line()
        .options();
  }

  @Test
  void aNameStandsForALineDefinedOnTheComponent() {
    // As camel-main does with camel.component.mbus.lines.cellar and ...baud-rate.
    MBusComponent component = context.getComponent("mbus", MBusComponent.class);
    PropertyBindingSupport.build()
        .withCamelContext(context)
        .withTarget(component)
        .withConfigurer(component.getComponentPropertyConfigurer())
        .withIgnoreCase(true)
        .withProperty("lines.cellar", "/dev/ttyACM2")
        .withProperty("baud-rate", "300")
        .bind();

    MBusEndpoint endpoint = context.getEndpoint("mbus:cellar?primary=1", MBusEndpoint.class);

    assertThat(endpoint.lineAddress().text()).isEqualTo("/dev/ttyACM2");
    assertThat(endpoint.getConfiguration().getBaudRate()).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delay=15min", "delay=1h30m", "delay=900000", "commandTimeout=PT15M"})
  void timesThatCamelReadsAreTaken(String option) {
    assertThat(context.getEndpoint("mbus:virtual:house?primary=1&" + option)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mbus:attic?primary=1               | there is no line named 'attic'; no names are defined",
        "mbus:tcp://gateway?primary=1       | names no port",
        "mbus:tcp://gateway:port?primary=1  | a number from 1 to 65535, not 'port'",
        "mbus:foo:bar?primary=1             | no transport opens 'foo:bar'",
        "mbus:usb:1A86?primary=1            | usb:VID:PID",
        "mbus:virtual:house?bitRate=2400    | there is no option bitRate, did you mean baudRate?",
        "mbus:virtual:house?speed=2400      | Unknown parameters=[{speed=2400}]",
        "mbus:virtual:house?commandTimeout=0 | commandTimeout must be positive",
        "mbus:virtual:house?baudRate=fast   | (baudRate=fast)",
        "mbus:virtual:house?baudRate=-1     | baudRate is a number of bit/s, not -1",
        "mbus:virtual:house?primary=1&delay=15M      | delay is a time such as 500ms, 10s, 15m or 1h30m, or a number of milliseconds, not '15M'",
        "mbus:virtual:house?primary=1&delay=PT15M    | delay is a time such as 500ms, 10s",
        "mbus:virtual:house?primary=1&delay=15 m     | not '15 m'",
        "mbus:virtual:house?primary=1&initialDelay=x | initialDelay is a time",
        "mbus:virtual:house?responseTimeout=soon     | responseTimeout is a time",
        "mbus:virtual:house?latency=200MS            | latency is auto or a duration such as 200ms",
        "mbus:virtual:house?discover=primary&rediscover=1D | rediscover is a time such as",
        "kmp:virtual:house?delay=1x                  | delay is a time such as",
        "mbus:virtual:house?parity=evem     | parity is one of none, odd, even, not 'evem'",
        "mbus:virtual:house?latency=soon    | latency is auto or a duration such as 200ms",
        "mbus:virtual:house?retries=11      | retries is a number from 0 to 10, not 11",
        "mbus:virtual:house?stopBits=3      | stopBits is 1 or 2, not 3",
        "mbus:virtual:house?echo=maybe      | echo is one of auto, on, off, not 'maybe'",
        "mbus:virtual:house?operation=scan  | operation is one of read, ping, scanPrimary, scanSecondary,",
        "mbus:virtual:house?allowOperations=read,reset | allowOperations is one of read, ping",
        "mbus:virtual:house?latency=foo                | latency is auto or a duration such as 200ms",
        "mbus:virtual:house?usbIndex=1                 | has no option usbIndex: lines of the form virtual:... take no options of their own",
        "mbus:tcp://gateway:10001?usbIndex=1           | has no option usbIndex: lines of the form tcp://host:port take connectTimeout",
        "mbus:usb:1A86:55D5?connectTimeout=5s          | has no option connectTimeout: lines of the form usb:VID:PID[:serial] take usbIndex",
        "mbus:usb:1A86:55D5?usbIndex=-1                | usbIndex counts from 0, not -1",
        "mbus:tcp://gateway:10001?connectTimeout=0     | connectTimeout must be positive, not 0",
        "mbus:ttyUSB0?primary=1                        | for the serial port write /dev/ttyUSB0. A line is ",
        "mbus:virtual:house?mask=123                   | mask: ",
        "mbus:virtual:house?discover=all | discover is one of none, secondary, primary, not 'all'",
        "mbus:virtual:house?discover=primary&primary=1 | so leave out primary and secondary",
        "mbus:virtual:house?discover=primary&mask=12FFFFFF | mask is for discover=secondary",
        "mbus:virtual:house?rediscover=1h              | add discover=secondary",
        "mbus:virtual:house?discover=primary&rediscover=0 | rediscover must be positive",
        "mbus:virtual:house?onMeterError=ignore        | one of skip, exchange, fail, not 'ignore'"
      })
  void mistakesAreNamed(String uri, String message) {
    assertThatThrownBy(() -> context.getEndpoint(uri))
        .isInstanceOf(ResolveEndpointFailedException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "primary=12345678      | 12345678 has the form of a secondary address: secondary=12345678",
        "primary=251           | a meter has a primary address from 0 to 250",
        "primary=9-5           | a range of primary addresses rises",
        "primary=two           | primary is a list of numbers from 0 to 250",
        "secondary=12          | for a primary address write primary=12",
        // SELECT of id 12345678: 53 + FD + 52 + 78 + 56 + 34 + 12 + 4 * FF = 6B2h
        "secondary=680B0B6853FD5278563412FFFFFFFFB216 | the address inside it is 12345678FFFFFFFF",
        "secondary=68 0B 0B 68 53 FD 52 78 56 34 12 FF FF FF FF B2 16 | inside it is 12345678FFFF"
      })
  void theRightFormOfAnAddressIsNamed(String option, String message) {
    assertThatThrownBy(() -> context.getEndpoint("mbus:virtual:house?" + option))
        .isInstanceOf(ResolveEndpointFailedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void primaryAndSecondaryAddressesMix() {
    MBusEndpoint endpoint =
        context.getEndpoint(
            "mbus:virtual:house?primary=1,3-5,4&secondary=12345678,1234567924232804",
            MBusEndpoint.class);

    assertThat(endpoint.getConfiguration().meters())
        .extracting(MeterAddress::toString)
        .containsExactly("1", "3", "4", "5", "12345678", "1234567924232804");
  }

  @Test
  void aConsumerNeedsMetersAndAPause() {
    MBusEndpoint nobody = context.getEndpoint("mbus:virtual:house", MBusEndpoint.class);
    MBusEndpoint greedy =
        context.getEndpoint("mbus:virtual:house?primary=1&greedy=true", MBusEndpoint.class);

    assertThatThrownBy(() -> nobody.createConsumer(exchange -> {}))
        .hasMessageContaining("mbus://virtual:house names no meter to read");
    assertThatThrownBy(() -> greedy.createConsumer(exchange -> {}))
        .hasMessageContaining("set delay instead");
  }

  @ParameterizedTest
  @CsvSource({"retries=1,900000", "delay=2s,2000", "timeUnit=SECONDS,900", "timeUnit=DAYS,1"})
  void pollsAreFifteenMinutesApartUnlessTheUserSaysOtherwise(String options, long delay)
      throws Exception {
    MBusEndpoint endpoint =
        context.getEndpoint("mbus:virtual:house?primary=1&" + options, MBusEndpoint.class);

    MBusConsumer consumer = (MBusConsumer) endpoint.createConsumer(exchange -> {});

    assertThat(consumer.getDelay()).isEqualTo(delay);
  }

  @Test
  void keysAreCheckedAndNeverTold() {
    String key = "000102030405060708090A0B0C0D0E0F";
    MBusEndpoint endpoint =
        context.getEndpoint("mbus:virtual:house?primary=1&secretKey=" + key, MBusEndpoint.class);

    assertThat(endpoint.sanitizedUri()).doesNotContain(key);
    assertThat(endpoint.toString()).doesNotContain(key);
    assertThat(endpoint.getConfiguration().keys()).hasToString("Keys[1, masked]");
    assertThatThrownBy(() -> context.getEndpoint("mbus:virtual:house?secretKey=0102"))
        .hasMessageContaining("entry 1 of the keys");
  }
}
