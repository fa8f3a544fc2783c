package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a search says about the meters that it has not found. */
class LineSearchResultTest {
  private static final SearchPlan SECONDARY =
      SearchPlan.of(2400, SearchMethod.SECONDARY, SearchOptions.DEFAULT);
  private static final SearchPlan PRIMARY =
      SearchPlan.of(2400, SearchMethod.PRIMARY, SearchOptions.DEFAULT);

  private static LineSearchResult result(
      SearchPlan plan, boolean complete, List<Finding> findings, String... missing) {
    return new LineSearchResult(
        plan,
        List.of(),
        findings,
        List.of(missing).stream().map(SecondaryAddress::parse).toList(),
        1,
        Duration.ZERO,
        complete,
        null);
  }

  private static List<String> gone(String meters, LineSearchResult result) {
    return Inventory.parse("{\"meters\":[" + meters + "]}").meters().stream()
        .filter(result.gone())
        .map(meter -> meter.asked().toString())
        .toList();
  }

  @Test
  void aMeterIsGoneOnlyIfTheSearchIsComplete() {
    String meters = "{\"secondaryAddress\":\"12345678\"},{\"primaryAddress\":5}";

    assertThat(gone(meters, result(SECONDARY, true, List.of()))).containsExactly("12345678");
    assertThat(gone(meters, result(SECONDARY, false, List.of()))).isEmpty();
    assertThat(gone(meters, result(PRIMARY, true, List.of()))).containsExactly("5");
    assertThat(gone(meters, result(PRIMARY, false, List.of()))).isEmpty();
  }

  @Test
  void aMeterOfAnotherBaudRateOrOutsideTheMaskIsNotGone() {
    SearchOptions options = SearchOptions.DEFAULT.withScope(Mask.parse("12FFFFFF"));
    SearchPlan plan =
        new SearchPlan(
            List.of(2400, 600), false, Set.of(SearchMethod.SECONDARY), options, List.of());
    String meters =
        """
        {"secondaryAddress":"12345678","baudRate":300},
        {"secondaryAddress":"12345679","baudRate":600},
        {"secondaryAddress":"99345678"}
        """;

    assertThat(gone(meters, result(plan, true, List.of()))).containsExactly("12345679");
  }

  @Test
  void aMeterThatIsSilentWhenSelectedAsItsMaskSaysIsGone() {
    String meter = "{\"secondaryAddress\":\"1234567824232804\",\"mask\":\"FFFFFF78FFFFFFFF\"}";
    SearchPlan verify =
        SearchPlan.of(
            2400,
            SearchMethod.SECONDARY,
            SearchOptions.DEFAULT.verifying(List.of(SecondaryAddress.parse("12345678"))));

    assertThat(gone(meter, result(verify, true, List.of()))).isEmpty();
    assertThat(gone(meter, result(verify, true, List.of(), "12345678")))
        .containsExactly("1234567824232804");
  }

  @Test
  void aPrimaryScanMissesWhatIsSilentAndNothingElse() {
    String meters =
        """
        {"primaryAddress":1},{"primaryAddress":2},
        {"secondaryAddress":"1234567824232804","primaryAddress":4},
        {"secondaryAddress":"1234567924232804"},
        {"secondaryAddress":"1234568024232804","primaryAddress":253}
        """;
    Finding collision = new Finding(Finding.Kind.COLLISION, "2", "address 2: several meters");

    // It is unknown at which address the last two would have answered.
    assertThat(gone(meters, result(PRIMARY, true, List.of(collision))))
        .containsExactly("1", "1234567824232804");
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
