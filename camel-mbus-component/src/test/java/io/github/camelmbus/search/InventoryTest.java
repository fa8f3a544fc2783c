package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @TempDir Path folder;

  private static FoundMeter found(String address) {
    return new FoundMeter(
        SecondaryAddress.parse(address),
        7,
        Mask.parse("FFFFFF" + address.substring(6, 8)),
        new byte[] {0x68},
        Duration.ofMillis(41));
  }

  private static SearchResult result(boolean complete, FoundMeter... found) {
    return new SearchResult(List.of(found), List.of(), List.of(), 1, complete);
  }

  @Test
  void whatPeopleWroteIsRead() {
    InventoryMeter meter = Inventory.parse(BY_HAND).meters().get(0);
    assertThat(meter.address()).hasToString("1234567824232804");
    assertThat(meter.name()).isEqualTo("Flat 3 heat");
    assertThat(meter.tags()).containsExactly("heat", "3");
    assertThat(meter.baudRate()).isEqualTo(300);
    assertThat(meter.responseTimeout()).isEqualTo(Duration.ofMillis(1100));
    assertThat(meter.secretKey()).isEqualTo(KEY);
    assertThat(meter.firstSeen()).isEqualTo(THEN);
    assertThat(meter.mask()).isNull();
  }

  @Test
  void keysAreThoseOfItsMeters() {
    assertThat(Inventory.parse(BY_HAND).keys())
        .isEqualTo(Keys.parse("1234567824232804=" + KEY))
        .hasToString("Keys[1, masked]");
    assertThat(Inventory.EMPTY.keys()).isEqualTo(Keys.NONE);
  }

  @Test
  void keyThatIsNoneIsRefusedWithoutBeingTold() {
    String key = "00112233445566778899AABBCCDDEEF";

    assertThatThrownBy(() -> Inventory.parse(BY_HAND.replace(KEY, key)))
        .hasMessageContaining("secretKey of meter 1234567824232804")
        .hasMessageContaining("31 characters came")
        .hasMessageNotContaining(key);
    assertThatThrownBy(
            () ->
                Inventory.parse(
                    "{\"meters\":[{\"primaryAddress\":5,\"secretKey\":\"" + KEY + "\"}]}"))
        .hasMessageContaining("secretKey of meter 5 needs its secondaryAddress")
        .hasMessageNotContaining(KEY);
  }

  @Test
  void searchAddsWhatItSawAndKeepsWhatPeopleWrote() {
    Inventory.Merged merged =
        Inventory.parse(BY_HAND)
            .merge(
                result(true, found("1234567824232804"), found("876543212D2C400D")), Mask.ANY, NOW);
    assertThat(merged.added()).isEmpty();
    assertThat(merged.missing()).isEmpty();
    Inventory again = Inventory.parse(merged.inventory().json());
    assertThat(again).isEqualTo(merged.inventory());
    InventoryMeter meter = again.meters().get(0);
    assertThat(meter.name()).isEqualTo("Flat 3 heat");
    assertThat(meter.secretKey()).isEqualTo(KEY);
    assertThat(meter.firstSeen()).isEqualTo(THEN);
    assertThat(meter.lastSeen()).isEqualTo(NOW);
    assertThat(meter.mask()).hasToString("FFFFFF78FFFFFFFF");
    assertThat(meter.responseTime()).isEqualTo(Duration.ofMillis(41));
    assertThat(again.json()).contains("Station Road 7").contains("\"floor\" : 2");
  }

  @Test
  void newAndMissingMetersAreTold() {
    Inventory.Merged merged =
        Inventory.parse(BY_HAND).merge(result(true, found("5555555524232804")), Mask.ANY, NOW);
    assertThat(merged.added()).hasSize(1);
    assertThat(merged.added().get(0).firstSeen()).isEqualTo(NOW);
    assertThat(merged.missing())
        .extracting(InventoryMeter::name)
        .containsExactly("Flat 3 heat", "Cellar");
    assertThat(merged.inventory().meters()).hasSize(3);
    assertThat(merged.inventory().meters().get(0).missing()).isTrue();
    Inventory.Merged back =
        merged.inventory().merge(result(true, found("1234567824232804")), Mask.ANY, NOW);
    assertThat(back.inventory().meters().get(0).missing()).isFalse();
    assertThat(back.missing()).hasSize(1);
  }

  @Test
  void meterIsMissingOnlyWhereItWasLookedFor() {
    Inventory inventory = Inventory.parse(BY_HAND);
    assertThat(inventory.merge(result(false), Mask.ANY, NOW).missing()).isEmpty();
    assertThat(inventory.merge(result(true), null, NOW).missing()).isEmpty();
    Mask elsewhere = Mask.parse("99FFFFFF");
    assertThat(inventory.merge(result(true), elsewhere, NOW).missing()).isEmpty();
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

  @Test
  void wrongFormsAreNamedWithTheirMeter() {
    assertThatThrownBy(() -> Inventory.parse("[]")).hasMessageContaining("array 'meters'");
    assertThatThrownBy(() -> Inventory.parse("{\"meters\":[{\"name\":\"x\"}]}"))
        .hasMessageContaining("secondaryAddress or a primaryAddress");
    assertThatThrownBy(
            () -> Inventory.parse("{\"meters\":[{\"primaryAddress\":5,\"baudRate\":\"fast\"}]}"))
        .hasMessage("baudRate of meter 5 is a whole number, not \"fast\"");
  }

  @Test
  void knownAddressesHaveCompleteIds() {
    assertThat(Inventory.parse(BY_HAND).known())
        .extracting(SecondaryAddress::toString)
        .containsExactly("1234567824232804", "87654321FFFFFFFF");
  }
}
