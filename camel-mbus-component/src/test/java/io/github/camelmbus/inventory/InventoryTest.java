package io.github.camelmbus.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {
  private static final Instant THEN = Instant.parse("2026-01-15T06:30:00Z");
  private static final Instant NOW = Instant.parse("2026-02-15T06:30:00Z");
  private static final String KEY = "00112233445566778899AABBCCDDEEFF";

  private static final String BY_HAND =
      """
      { "building": "Station Road 7",
        "meters": [
          { "secondaryAddress": "1234567824232804", "name": "Flat 3 heat", "tags": ["heat", "3"],
            "baudRate": 300, "responseTimeout": 1100, "secretKey": "%s", "remark": {"floor": 2},
            "firstSeen": "2026-01-15T06:30:00Z" },
          { "secondaryAddress": "87654321", "name": "Cellar" } ] }
      """
          .formatted(KEY);

  private static final Predicate<InventoryMeter> ALL = Inventory.selectedBy(Mask.ANY);

  @TempDir Path folder;

  private static SeenMeter seen(String address) {
    return new SeenMeter(
        SecondaryAddress.parse(address),
        7,
        Mask.parse("FFFFFF" + address.substring(6, 8)),
        Duration.ofMillis(41),
        null);
  }

  /** A member in the file. */
  private static String text(InventoryMeter meter, String member) {
    JsonNode node = meter.members().get(member);
    return node.isValueNode() ? node.asText() : node.toString();
  }

  @Test
  void whatPeopleWroteIsRead() {
    InventoryMeter meter = Inventory.parse(BY_HAND).meters().get(0);
    assertThat(meter.address()).hasToString("1234567824232804");
    assertThat(meter.name()).isEqualTo("Flat 3 heat");
    assertThat(meter.baudRate()).isEqualTo(300);
    assertThat(meter.settings().responseTimeout()).isEqualTo(Duration.ofMillis(1100));
    assertThat(meter.keys()).isEqualTo(Keys.parse(KEY));
    assertThat(meter.selection()).isEqualTo(meter.address());
  }

  @Test
  void searchAddsWhatItSawAndKeepsWhatPeopleWrote() {
    Inventory.Merged merged =
        Inventory.parse(BY_HAND)
            .merge(List.of(seen("1234567824232804"), seen("876543212D2C400D")), ALL, NOW);
    assertThat(merged.added()).isEmpty();
    assertThat(merged.missing()).isEmpty();
    Inventory again = Inventory.parse(merged.inventory().json());
    assertThat(again).isEqualTo(merged.inventory());
    InventoryMeter meter = again.meters().get(0);
    assertThat(meter.name()).isEqualTo("Flat 3 heat");
    assertThat(meter.keys()).isEqualTo(Keys.parse(KEY));
    assertThat(text(meter, "tags")).isEqualTo("[\"heat\",\"3\"]");
    assertThat(text(meter, "firstSeen")).isEqualTo(THEN.toString());
    assertThat(text(meter, "lastSeen")).isEqualTo(NOW.toString());
    assertThat(text(meter, "mask")).isEqualTo("FFFFFF78FFFFFFFF");
    assertThat(text(meter, "responseTime")).isEqualTo("41");
    assertThat(again.json()).contains("Station Road 7").contains("\"floor\" : 2");
  }

  @Test
  void newAndMissingMetersAreTold() {
    Inventory.Merged merged =
        Inventory.parse(BY_HAND).merge(List.of(seen("5555555524232804")), ALL, NOW);
    assertThat(merged.added()).hasSize(1);
    assertThat(text(merged.added().get(0), "firstSeen")).isEqualTo(NOW.toString());
    assertThat(merged.missing())
        .extracting(InventoryMeter::name)
        .containsExactly("Flat 3 heat", "Cellar");
    assertThat(merged.inventory().meters()).hasSize(3);
    assertThat(merged.inventory().meters().get(0).missing()).isTrue();
    Inventory.Merged back = merged.inventory().merge(List.of(seen("1234567824232804")), ALL, NOW);
    assertThat(back.inventory().meters().get(0).missing()).isFalse();
    assertThat(back.missing()).hasSize(1);
    assertThat(merged.changes())
        .extracting(InventoryChange::text)
        .containsExactly(
            "meter Flat 3 heat 1234567824232804 is missing",
            "meter Cellar 87654321 is missing",
            "meter 5555555524232804 is new");
    assertThat(back.changes())
        .extracting(InventoryChange::text)
        .containsExactly(
            "meter 5555555524232804 is missing", "meter Flat 3 heat 1234567824232804 is back");
  }

  /** Type 04 is heat, 07 water. All that are found have the primary address 7. */
  @ParameterizedTest
  @CsvSource({
    // the same place and the same kind of meter
    "1111111124232804, 7, 5555555524232804, 1111111124232804",
    // a water meter in place of a heat meter
    "1111111124232804, 7, 5555555524232807, ''",
    // another place
    "1111111124232804, 8, 5555555524232804, ''",
  })
  void aNewMeterIsInPlaceOfAMissingOneWhereThatShows(
      String before, int primary, String now, String replaced) {
    Inventory inventory =
        Inventory.parse(
            """
            {"meters":[{"secondaryAddress":"%s","primaryAddress":%d,"name":"Attic"}]}
            """
                .formatted(before, primary));

    Inventory.Merged merged = inventory.merge(List.of(seen(now)), ALL, NOW);

    InventoryChange added = merged.changes().get(1);
    assertThat(added.text())
        .isEqualTo(
            replaced.isEmpty()
                ? "meter " + now + " is new"
                : "meter %s is new at primary address 7, in place of meter Attic %s, which is missing"
                    .formatted(now, replaced));
  }

  @Test
  void whichOfSeveralMetersWasReplacedIsNotGuessed() {
    Inventory inventory =
        Inventory.parse(
            """
            {"meters":[{"secondaryAddress":"1111111124232804","primaryAddress":7},
                       {"secondaryAddress":"2222222224232804","primaryAddress":7}]}
            """);

    Inventory.Merged merged = inventory.merge(List.of(seen("5555555524232804")), ALL, NOW);

    assertThat(merged.changes()).extracting(InventoryChange::insteadOf).containsOnlyNulls();
  }

  /** Meters that nobody has configured have the primary address 0. */
  @Test
  void thePrimaryAddressZeroIsNoPlace() {
    Inventory inventory =
        Inventory.parse(
            """
            {"meters":[{"secondaryAddress":"1111111124232804","primaryAddress":0}]}
            """);
    SeenMeter other =
        new SeenMeter(
            SecondaryAddress.parse("5555555524232804"), 0, Mask.ANY, Duration.ofMillis(41), null);

    Inventory.Merged merged = inventory.merge(List.of(other), ALL, NOW);

    assertThat(merged.changes()).extracting(InventoryChange::insteadOf).containsOnlyNulls();
  }

  @Test
  void meterIsMissingOnlyWhereItWasLookedFor() {
    Inventory inventory = Inventory.parse(BY_HAND);
    Mask elsewhere = Mask.parse("99FFFFFF");
    assertThat(inventory.merge(List.of(), Inventory.selectedBy(elsewhere), NOW).missing())
        .isEmpty();
  }

  @Test
  void fileIsReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("inventory.json");
    assertThat(Inventory.read(file)).isEqualTo(Inventory.EMPTY);
    Inventory inventory = Inventory.parse(BY_HAND);
    inventory.save(file);
    inventory.save(file);
    assertThat(Inventory.read(file)).isEqualTo(inventory);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void fileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("none/inventory.json");
    assertThatThrownBy(() -> Inventory.EMPTY.save(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none");
  }

  @Test
  void keyIsNeverShown() {
    Inventory inventory = Inventory.parse(BY_HAND);
    assertThat(inventory.toString()).doesNotContain(KEY).contains("xxxxxx");
    assertThat(inventory.meters().get(0).toString()).doesNotContain(KEY);
    String broken = BY_HAND.replace("\"tags\"", "tags");
    assertThatThrownBy(() -> Inventory.parse(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3")
        .hasMessageNotContaining(KEY);
  }

  /** The superuser may write all files, so this is of no use to it. */
  @Test
  void aFileThatIsReadOnlyIsNotReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("kept.json"), "{\"meters\":[]}");
    assumeThat(file.toFile().setReadOnly() && !Files.isWritable(file)).isTrue();

    assertThatThrownBy(() -> Inventory.EMPTY.save(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("inventory " + file + " cannot be written")
        .hasCauseInstanceOf(AccessDeniedException.class);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  /** Of Windows: the mark that editors put in front of UTF-8, and CR LF at the ends of lines. */
  @Test
  void aFileOfAnEditorOnWindowsIsRead() throws IOException {
    Path file = folder.resolve("windows.json");
    Files.writeString(
        file,
        "\uFEFF{\r\n  \"meters\": [ {\r\n    \"primaryAddress\": 5,\r\n"
            + "    \"name\": \"Küche\"\r\n  } ]\r\n}\r\n");

    assertThat(Inventory.read(file).meters())
        .singleElement()
        .satisfies(meter -> assertThat(meter.name()).isEqualTo("Küche"));
  }

  @Test
  void aFileInAnotherEncodingIsToldWithTheOneItShouldHave() throws IOException {
    Path file = folder.resolve("latin1.json");
    Files.writeString(
        file,
        "{\"meters\":[{\"primaryAddress\":5,\"name\":\"Küche\"}]}",
        StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Inventory.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inventory " + file + " is not UTF-8 text: save it with that encoding");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                 | line 1: an inventory is a JSON object with an array",
        "{}                                 | line 1: an inventory is a JSON object with an array",
        "{/\"meters\":{}}                   | line 2: an inventory is a JSON object with an array",
        "{\"meters\":[/5]}                  | line 2: a meter is a JSON object in braces",
        "{\"meters\":[//{\"name\":\"x\"}]}   | line 3: a meter of an inventory has a"
            + " secondaryAddress",
        "{\"meters\":[]/,\"meters\":[]}     | line 2: 'meters' is there for the second time",
        "{\"meters\":[]}//{}               | line 3: unexpected text after the end",
        "{\"meters\":[/                     | line 2: it is no JSON",
      })
  void mistakesInTheFormAreToldWithTheirLine(String text, String message) {
    assertThatThrownBy(() -> Inventory.parse(text.replace('/', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"baudRate\":\"fast\"     | baudRate of meter 5: it is a whole number, not \"fast\"",
        "\"baudRate\":0            | baudRate of meter 5: baudRate is a number of bit/s, not 0",
        "\"responseTimeout\":-1    | responseTimeout of meter 5: responseTimeout must be positive",
        "\"responseTimeout\":\"1s\" | responseTimeout of meter 5: it is a whole number, not \"1s\"",
        "\"secretKey\":\"0011\"    | secretKey of meter 5: a key for AES-128 is 32 hexadecimal"
            + " digits",
        "\"mask\":\"12\"           | mask of meter 5: a mask has 8 digits, F for any, not '12'",
        "\"firstSeen\":\"then\"    | firstSeen of meter 5: Text 'then' could not be parsed",
        "\"name\":{}               | name of meter 5: it is text, not {}",
        "\"tags\":\"heat\"         | tags of meter 5: it is an array of words, not \"heat\"",
        "\"missing\":\"no\"        | missing of meter 5: it is true or false, not \"no\"",
        "\"baudrate\":300          | 'baudrate' is spelled 'baudRate'",
        "\"secondaryAdress\":\"1\"   | 'secondaryAdress' is spelled 'secondaryAddress'",
        "\"nmae\":\"Flat 3\"        | 'nmae' is spelled 'name'",
        "\"baudRatw\":300          | 'baudRatw' is spelled 'baudRate'",
        "\"primaryAddress\":6      | 'primaryAddress' is there for the second time in one meter",
      })
  void mistakesInAMemberAreToldWithItsLine(String member, String message) {
    String text = "{\"meters\":[\n{\"primaryAddress\":5,\n\n" + member + "}]}";
    assertThatThrownBy(() -> Inventory.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 4: " + message);
  }

  @Test
  void membersOfOtherProgramsAreTaken() {
    String text = "{\"meters\":[{\"primaryAddress\":5,\"task\":\"bill\",\"flat\":3}]}";
    assertThat(Inventory.parse(text).meters()).hasSize(1);
  }

  @Test
  void fileOfAMistakeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("cellar.json"), "{\"meters\":\n[{}]}");
    assertThatThrownBy(() -> Inventory.read(file))
        .hasMessage(
            "inventory "
                + file
                + ", line 2: a meter of an inventory has a secondaryAddress or a primaryAddress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"baudRate", "mask", "secondaryAddress", "firstSeen", "missing", "tags"})
  void keyInTheWrongPlaceIsNotShownEither(String member) {
    String text = "{\"meters\":[{\"primaryAddress\":5,\"%s\":\"%s\"}]}".formatted(member, KEY);
    assertThatThrownBy(() -> Inventory.parse(text))
        .hasMessageContaining(member + " of meter")
        .hasMessageNotContaining(KEY)
        .hasNoCause();
  }

  @Test
  void knownAddressesHaveCompleteIds() {
    assertThat(Inventory.parse(BY_HAND).known(Mask.ANY))
        .extracting(SecondaryAddress::toString)
        .containsExactly("1234567824232804", "87654321FFFFFFFF");
    assertThat(Inventory.parse(BY_HAND).known(Mask.parse("8FFFFFFF")))
        .extracting(SecondaryAddress::toString)
        .containsExactly("87654321FFFFFFFF");
  }

  /** Only what has selected the meter is sent beside its id. */
  @ParameterizedTest
  @CsvSource({
    "FFFFFF78FFFFFFFF, 12345678FFFFFFFF",
    "12345678FFFFFF04, 12345678FFFFFF04",
    "12345678FFFF2804, 12345678FFFF2804",
    "1234567824232804, 1234567824232804",
    // The address was edited, so the mask is that of another meter.
    "FFFFFF79FFFFFFFF, 1234567824232804",
    "FFFFFF78FFFFFF07, 1234567824232804",
  })
  void aMeterIsSelectedByItsIdAndWhatItsMaskHasBesideThat(String mask, String selection) {
    Inventory inventory =
        Inventory.parse(
            """
            {"meters":[{"secondaryAddress":"1234567824232804","mask":"%s"}]}
            """
                .formatted(mask));

    assertThat(inventory.meters().get(0).selection()).hasToString(selection);
    assertThat(inventory.known(Mask.parse("1234567824232804")))
        .extracting(SecondaryAddress::toString)
        .containsExactly(selection);
    assertThat(inventory.meters().get(0).asked()).hasToString("1234567824232804");
  }

  /** The standard reserves 253, and some meters answer a selection with it. */
  @Test
  void aMeterWithoutAPrimaryAddressOfItsOwnIsAskedByItsSecondaryOne() {
    SeenMeter twin =
        new SeenMeter(
            SecondaryAddress.parse("1234567824232804"),
            253,
            Mask.parse("12345678FFFFFFFF/00000001"),
            Duration.ofMillis(41),
            null);

    Inventory inventory = Inventory.EMPTY.merge(List.of(twin), ALL, NOW).inventory();

    assertThat(inventory.meters().get(0).asked()).hasToString("1234567824232804");
    assertThat(Inventory.parse(inventory.json())).isEqualTo(inventory);
  }

  private static Inventory written(
      Inventory inventory, String target, String meter, Map<String, Object> after) {
    return inventory.written(
        MeterAddress.secondary(target),
        meter == null ? null : SecondaryAddress.parse(meter),
        after);
  }

  @Test
  void whatWasWrittenToAMeterIsChangedAndNothingElse() {
    Inventory before = Inventory.parse(BY_HAND);

    Inventory after = written(before, "12345678", "1234567824232804", Map.of("baudRate", 2400));

    assertThat(after.json()).isEqualTo(before.json().replace("300,", "2400,"));
  }

  @Test
  void aWriteToNobodyOrToOneOfSeveralChangesNothing() {
    Inventory one = Inventory.parse(BY_HAND);
    Map<String, Object> after = Map.of("primaryAddress", 9);
    assertThat(written(one, "12345679", "1234567924232804", after)).isSameAs(one);
    assertThat(written(one, "12345679", null, after)).isSameAs(one);
    Inventory twins =
        Inventory.parse(
            """
            {"meters": [{"secondaryAddress": "12345678", "mask": "12345678FFFFFFFF/00000001"},
                        {"secondaryAddress": "12345678", "mask": "12345678FFFFFFFF/00000002"}]}
            """);
    assertThat(written(twins, "12345678", "1234567824232804", after)).isSameAs(twins);
  }

  /** Its telegrams do not tell who it is, so it is the one that was asked. */
  @Test
  void aMeterThatTellsNoAddressIsTheOneThatWasAsked() {
    Inventory after =
        written(Inventory.parse(BY_HAND), "87654321", null, Map.of("primaryAddress", 9));
    assertThat(after.meters().get(1).primaryAddress()).isEqualTo(9);
  }
}
