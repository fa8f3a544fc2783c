package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a search says about the meters that it has not found. */
class SearchResultTest {
  private static final Predicate<InventoryMeter> ALL = Inventory.selectedBy(Mask.ANY);

  private static List<String> gone(
      Inventory inventory, SearchResult result, Predicate<InventoryMeter> sought) {
    return inventory.meters().stream()
        .filter(result.gone(sought))
        .map(meter -> meter.asked().toString())
        .toList();
  }

  @Test
  void aMeterIsGoneOnlyIfTheSearchIsComplete() {
    Inventory inventory =
        Inventory.parse(
            "{\"meters\":[{\"secondaryAddress\":\"12345678\"},{\"primaryAddress\":5}]}");
    SearchResult complete = new SearchResult(List.of(), List.of(), List.of(), 1, true);
    SearchResult cutOff = new SearchResult(List.of(), List.of(), List.of(), 1, false);

    assertThat(gone(inventory, complete, ALL)).containsExactly("12345678");
    assertThat(gone(inventory, cutOff, ALL)).isEmpty();
  }

  @Test
  void aMeterThatIsSilentWhenSelectedAsItsMaskSaysIsGone() {
    Inventory inventory =
        Inventory.parse(
            """
            {"meters":[{"secondaryAddress":"1234567824232804","mask":"FFFFFF78FFFFFFFF"}]}
            """);
    SearchResult verified =
        new SearchResult(
            List.of(), List.of(), List.of(SecondaryAddress.parse("12345678")), 2, true);

    assertThat(gone(inventory, verified, meter -> false)).containsExactly("1234567824232804");
  }

  @Test
  void aPrimaryScanMissesWhatIsSilentAndNothingElse() {
    Inventory inventory =
        Inventory.parse(
            """
            {"meters":[{"primaryAddress":1},{"primaryAddress":2},
                       {"secondaryAddress":"1234567824232804","primaryAddress":4},
                       {"secondaryAddress":"1234567924232804"},
                       {"secondaryAddress":"1234568024232804","primaryAddress":253}]}
            """);
    Finding collision = new Finding(Finding.Kind.COLLISION, "2", "address 2: several meters");
    SearchResult scan = new SearchResult(List.of(), List.of(collision), List.of(), 251, true);

    // It is unknown at which address the last two would have answered.
    assertThat(gone(inventory, scan, scan.addressed())).containsExactly("1", "1234567824232804");
  }

  @Test
  void whatWasFoundIsSelectedByItsIdAndWhatItsMaskHasBesideThat() {
    FoundMeter found =
        new FoundMeter(
            SecondaryAddress.parse("1234567824232804"),
            7,
            Mask.parse("FFFFFF78"),
            OctetString.of((byte) 0x68),
            Duration.ofMillis(41));

    assertThat(found.selection()).hasToString("12345678FFFFFFFF");
  }
}
