package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.Value;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.kmp.KmpRegister;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.RegisterValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseTest {
  private static final LocalDateTime MORNING = LocalDateTime.of(2026, 11, 22, 7, 30);
  private static final int HEADER = 12;

  @TempDir Path folder;

  private static RecordList read(MeterDefinition meter, LocalDateTime now) {
    byte[] data = meter.telegrams().telegrams(now).get(0).data();
    return RecordList.decode(Arrays.copyOfRange(data, HEADER, data.length));
  }

  private static BigDecimal first(MeterDefinition meter, LocalDateTime now) {
    return ((Value.Number) read(meter, now).records().get(0).value()).value();
  }

  private House house(String content) throws IOException {
    return House.read(Files.writeString(folder.resolve("villa.json"), content));
  }

  @Test
  void houseKmpHasTheRegistersThatAReadoutAsksFor() {
    KmpMeterDefinition meter = House.named("kmp").kmpMeter();
    assertThat(meter).isNotNull();
    assertThat(meter.registers())
        .extracting(RegisterModel::register)
        .doesNotHaveDuplicates()
        .containsAll(KmpRegisters.DEFAULT);
    for (RegisterModel model : meter.registers()) {
      RegisterValue value = model.value(MORNING, 0);
      KmpRegister row = KmpRegisters.of(model.register());
      assertThat(row).as("register %d", model.register()).isNotNull();
      assertThat(value.meaning().value()).as("register %d", model.register()).isNotNull();
      assertThat(row.family().covers(value.unit())).as("%d", model.register()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'id': 'x'                              | id is the serial number in decimal digits
          'id': '1', 'type': '01'                | type is 4 hexadecimal digits
          'id': '1', 'software': '12'            | software is a letter and a number
          'id': '1', 'manufacturer': 'KAM'       | unknown field 'manufacturer'
          'id': '1', 'faults': {'strictFcb': true} | StrictFcb is no fault
          'id': '1', 'registers': [{'register': 1, 'unit': '02', 'model': 'clock'}] | unit 02
          'id': '1', 'logs': [{'log': 'day', 'since': '2025-03-01', 'depth': 9, 'registers': [60]}] | the meter has no register 60
          'id': '1', 'logs': [{'log': 'week', 'since': '2025-03-01', 'depth': 9, 'registers': [1001]}] | a log is one of info, year
          'id': '1', 'logs': [{'log': 'day', 'since': 'May', 'depth': 9, 'registers': [1001]}] | since is a date
          """)
  void faultInAMeterOfProtocolKmpIsNamed(String fields, String message) {
    String meter = "{'protocol': 'kmp', " + fields + "}";
    assertThatThrownBy(() -> house(("{'meters': [" + meter + "]}").replace('\'', '"')))
        .isInstanceOf(HouseFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void headIsOnOneMeter() {
    String two = "{\"protocol\": \"kmp\", \"id\": \"1\"}, {\"protocol\": \"kmp\", \"id\": \"2\"}";
    assertThatThrownBy(() -> house("{\"meters\": [" + two + "]}"))
        .hasMessageContaining("meter 2 (2)")
        .hasMessageContaining("a head is on one meter");
  }

  @ParameterizedTest
  @CsvSource({"house, 11", "apartments, 60", "hostile, 27"})
  void shippedHousesHaveTheirMeters(String name, int meters) {
    assertThat(House.named(name).meters()).hasSize(meters);
  }

  static List<String> names() {
    return House.names();
  }

  /** So they are not checked each time that one is read. */
  @ParameterizedTest
  @MethodSource("names")
  void recordsOfShippedHousesTakeTheValuesOfADay(String name) throws IOException {
    JsonNode content;
    try (InputStream in = House.class.getResourceAsStream(name + ".json")) {
      content = new ObjectMapper().readTree(in);
    }

    assertThat(HouseReader.ofUser(name).read(name, content).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTelegramOfAShippedMeterIsAGoodFrameOfGoodRecords(String name) {
    for (MeterDefinition meter : House.named(name).meters()) {
      for (LongFrame telegram : meter.telegrams().telegrams(MORNING)) {
        byte[] data = ((LongFrame) Frame.decode(telegram.encode())).data();
        RecordList records = RecordList.decode(Arrays.copyOfRange(data, HEADER, data.length));
        assertThat(records.warnings()).isEmpty();
        assertThat(records.complete()).isTrue();
        assertThat(records.records()).isNotEmpty();
      }
    }
  }

  @Test
  void hostileHouseHasEveryFaultThereIs() {
    Set<Class<?>> kinds =
        House.named("hostile").meters().stream()
            .flatMap(meter -> meter.faults().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet());
    assertThat(kinds)
        .containsAll(
            kindsOf(Fault.class)
                .filter(kind -> !Fault.UnderHead.class.isAssignableFrom(kind))
                .toList());
  }

  private static Stream<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(HouseTest::kindsOf)
        : Stream.of(type);
  }

  @Test
  void everyMeterOfTheHouseIsReadByItsSecondaryAddress() {
    House house = House.named("house");
    Line line = new Line(house.bus(MORNING));
    for (MeterDefinition meter : house.meters()) {
      String selection = Line.text(octets(meter.addresses().secondary()));
      assertThat(line.select(selection)).isEqualTo(Line.ACK);
      LongFrame answer = (LongFrame) Frame.decode(Line.hex(line.ask(0x7B, Line.SELECTED)));
      assertThat(answer.data()).startsWith(Line.hex(selection));
    }
  }

  private static List<LineOctet> octets(String secondaryAddress) {
    byte[] address = new Identification(secondaryAddress, null).octets();
    return IntStream.range(0, address.length)
        .mapToObj(i -> new LineOctet(i, address[i] & 0xFF))
        .toList();
  }

  @Test
  void twoHeatMetersOfTheHouseShareThePrimaryAddressOfTheFactory() {
    assertThat(House.named("house").meters().stream().map(meter -> meter.addresses().primary()))
        .containsExactly(0, 0, 10, 12, 15, 17, 74, 75, 76, 31, 32);
  }

  @Test
  void countersOnlyGrowAndAreAFunctionOfTheTime() {
    for (MeterDefinition meter : House.named("house").meters()) {
      BigDecimal last = BigDecimal.ZERO;
      for (int hour = 0; hour < 48; hour++) {
        BigDecimal value = first(meter, MORNING.plusHours(hour));
        assertThat(value).isGreaterThanOrEqualTo(last);
        assertThat(first(meter, MORNING.plusHours(hour))).isEqualTo(value);
        last = value;
      }
      assertThat(last).isGreaterThan(first(meter, MORNING));
    }
  }

  @Test
  void heatIsUsedInTheMorningRatherThanAtNight() {
    MeterDefinition heat = House.named("house").meters().get(0);
    BigDecimal night = first(heat, MORNING.withHour(3)).subtract(first(heat, MORNING.withHour(1)));
    BigDecimal morning =
        first(heat, MORNING.withHour(8)).subtract(first(heat, MORNING.withHour(6)));
    assertThat(morning).isGreaterThan(night.multiply(BigDecimal.valueOf(3)));
  }

  @Test
  void metersOfOneTemplateDiffer() {
    List<MeterDefinition> meters = House.named("house").meters();
    assertThat(first(meters.get(0), MORNING)).isNotEqualTo(first(meters.get(1), MORNING));
  }

  @Test
  void clockOfAMeterIsTheTimeOfTheReadout() {
    RecordList records = read(House.named("house").meters().get(0), MORNING);
    assertThat(records.records().stream().map(DataRecord::value))
        .contains(new Value.DateTime(MORNING, false))
        .contains(new Value.DateTime(LocalDateTime.of(2025, 12, 31, 23, 59), false));
  }

  @Test
  void recordsThatDoNotFitIntoOneTelegramFillSeveral() throws IOException {
    // 34 records of 7 octets: 34 x 7 = 238 fit beside DIF 1F into 252 - 12 octets, the 35th not.
    String record = "{\"dib\":\"0C\",\"vib\":\"FD08\",\"model\":\"constant\",\"value\":12345678}";
    String records = String.join(",", Collections.nCopies(35, record));
    MeterDefinition meter = house(meterFile("\"records\": [" + records + "]")).meters().get(0);
    List<LongFrame> telegrams = meter.telegrams().telegrams(MORNING);
    assertThat(telegrams).hasSize(2);
    // 0C FD 08, 12345678 as BCD with the low octet first.
    assertThat(telegrams.get(0).data()).endsWith(Line.hex("0CFD0878563412" + "1F"));
    assertThat(telegrams.get(1).data()).hasSize(HEADER + 7);
  }

  @Test
  void countedGroupsAndFaultsOfTheHouseAreSpreadBySeed() throws IOException {
    String content =
        "{\"line\":{\"seed\":5},\"meters\":[{\"id\":\"40000098\",\"count\":5,\"step\":2,"
            + "\"manufacturer\":\"HYD\",\"version\":1,\"deviceType\":4,\"telegrams\":[],"
            + "\"primaryAddress\":\"lastTwoDigits\"}],\"faults\":[{\"fault\":\"mute\",\"count\":2}]}";
    House house = house(content);
    assertThat(house.meters().stream().map(meter -> meter.addresses().secondary()))
        .containsExactly(
            "4000009824230104",
            "4000010024230104",
            "4000010224230104",
            "4000010424230104",
            "4000010624230104");
    assertThat(house.meters().stream().map(meter -> meter.addresses().primary()))
        .containsExactly(98, 0, 2, 4, 6);
    assertThat(house.meters().stream().filter(m -> !m.faults().isEmpty())).hasSize(2);
    assertThat(house(content).meters().stream().map(MeterDefinition::faults))
        .isEqualTo(house.meters().stream().map(MeterDefinition::faults).toList());
  }

  @Test
  void yamlIsReadWhereTheNameSaysSo() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("villa.yaml"),
            """
            meters:
              - id: "40000001"
                manufacturer: HYD
                version: 40
                deviceType: 4
                responseDelay: 35
                records:
                  - {dib: "0C", vib: "05", model: constant, value: 7}
                faults: {slow: {extra: 100}}
            """);
    MeterDefinition meter = House.read(file).meters().get(0);
    assertThat(meter.addresses().secondary()).isEqualTo("4000000124232804");
    assertThat(meter.responseDelay()).hasMillis(35);
    assertThat(meter.faults()).hasSize(1);
  }

  private static String meterFile(String fields) {
    return "{\"meters\":[{\"id\":\"40000001\",\"manufacturer\":\"HYD\",\"version\":40,"
        + "\"deviceType\":4,"
        + fields
        + "}]}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "telegrams":[], "colour":"red"            | unknown field 'colour'
          "version":"x", "telegrams":[]             | version is a whole number, not "x"
          "primaryAddress":251, "telegrams":[]      | primaryAddress is 0 to 250, not 251
          "telegrams":["68"]                        | telegram 68
          "telegrams":["10407B1"]                   | telegram 10407B1
          "responseDelay":-1, "telegrams":[]        | responseDelay
          "primaryAddress":3                        | either 'telegrams' or 'records'
          "faults":{"deaf":true}, "telegrams":[]    | unknown fault 'deaf'
          "faults":{"noise":{"probability":2}}, "telegrams":[] | a probability is 0 to 1, not 2
          "faults":{"otherAddress":{"address":256}}, "telegrams":[] | an A field is 0 to 255, not 256
          "faults":{"otherManufacturer":{"manufacturer":"K1"}}, "telegrams":[] | K1
          "faults":{"zeroAround":{"where":"inside"}}, "telegrams":[] | where is one of [before, after, both], not 'inside'
          "template":"villa", "telegrams":[]        | template is one of [], not 'villa'
          "records":[{"dib":"0C","vib":"05","model":"dice"}] | model is one of constant
          "records":[{"dib":"0C","vib":"05","model":"constant"}] | 'value' is missing
          "records":[{"dib":"0X","vib":"05","model":"clock"}] | dib is hex, not '0X'
          "records":[{"dib":"0B","vib":"05","model":"constant","value":1234567}] | does not fit
          "records":[{"dib":"0A","vib":"5A","model":"gauge","low":0,"high":10000,"curve":"water"}] | does not fit
          "records":[{"dib":"0C","vib":"05","model":"counter","start":1,"perHour":1,"curve":"x"}] | curve is one of [flat, heating, water], not 'x'
          """)
  void badMeterIsNamedWithItsFileAndField(String fields, String message) {
    assertThatThrownBy(() -> house(meterFile(fields)))
        .isInstanceOf(HouseFileException.class)
        .hasMessageContaining("villa.json: meter 1 (40000001)")
        .hasMessageContaining(message);
  }

  @Test
  void lineOfAHouseHasItsGateway() throws IOException {
    House house = house("{\"line\":{\"gateway\":\"whole,delay=300ms\"},\"meters\":[]}");
    assertThat(house.line().gateway()).isEqualTo(GatewayOptions.parse("whole,delay=300ms"));
    assertThat(House.named("house").line().gateway()).isEqualTo(GatewayOptions.NONE);
  }

  @Test
  void badGatewayIsNamedWithItsWord() {
    assertThatThrownBy(() -> house("{\"line\":{\"gateway\":\"lag=5ms\"},\"meters\":[]}"))
        .isInstanceOf(HouseFileException.class)
        .hasMessageContaining("villa.json, line: gateway: 'lag=5ms' is none of");
  }

  @Test
  void brokenJsonIsNamedWithItsLine() {
    assertThatThrownBy(() -> house("{\n\"meters\": [}"))
        .isInstanceOf(HouseFileException.class)
        .hasMessageContaining("villa.json at line 2");
  }

  /** Who names a file may be somebody who must not read it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "hunter2: [",
        "\"hunter2\"",
        "[\"hunter2\"]",
        "{\"hunter2\":1}",
        "{\"meters\":\"hunter2\"}",
        "{\"meters\":[\"hunter2\"]}",
        "{\"line\":\"hunter2\",\"meters\":[]}"
      })
  void fileThatIsNoHouseIsNotQuoted(String content) {
    assertThatThrownBy(() -> house(content))
        .isInstanceOf(HouseFileException.class)
        .hasMessageContaining("villa.json")
        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter2"));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @Test
  void emptyFileIsNoHouse() {
    assertThatThrownBy(() -> house(""))
        .isInstanceOf(HouseFileException.class)
        .hasMessageContaining("villa.json");
  }

  @Test
  void unknownNameIsAnsweredWithThoseThatShip() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> House.named("villa"))
        .withMessageContaining("house, apartments, hostile");
  }
}
