package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.FoundMeter;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Progress;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableScanOutputTest {
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final List<String> messages = new ArrayList<>();
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  @Test
  void metersStandInColumnsAndFindingsAndTheSummaryAreInWords() {
    ScanScreen screen = ScanScreen.plain(stream(lines));
    try (TableScanOutput output = new TableScanOutput(screen, messages::add)) {
      output.finding(new Finding(Finding.Kind.COLLISION, "0", "address 0: several answer"));
      output.finding(new Finding(Finding.Kind.SILENT, "1234FFFF", "no data"));
      output.found(found("123456782D2C400D", 12, null));
      output.found(found(null, 250, 300));
      output.progress(new Progress(41, 0, 2));
      output.summary(result(false));
    }

    assertThat(text(lines))
        .isEqualTo(
            """
            collision: address 0: several answer
            silent: 1234FFFF: no data
            address           primary  manufacturer  version  device type                ms
            123456782D2C400D       12  KAM                64  heat-cooling               19
                                  250                                                    19  300 bit/s
            0 meters found with 41 probes in 17.3 s; the search was not completed
            """);
  }

  @Test
  void aFindingAboutAMeterOfTheInventoryHasItsName() {
    try (TableScanOutput output =
        new TableScanOutput(ScanScreen.plain(stream(lines)), messages::add)) {
      output.finding(new Finding(Finding.Kind.SILENT, "1234567824232804", "no answer", "Flat 3"));
      output.finding(new Finding(Finding.Kind.MUTE, "5", "address 5: no data", "Flat \u001B3"));
      output.finding(new Finding(Finding.Kind.COLLISION, "1234FFFF", "several meters"));
    }

    assertThat(text(lines))
        .isEqualTo(
            """
            silent: Flat 3 1234567824232804: no answer
            silent: Flat \\u001B3 address 5: no data
            collision: 1234FFFF: several meters
            """);
  }

  @Test
  void namesStandBehindTheirMetersAndChangesAreMessages() {
    Inventory before =
        Inventory.parse(
            """
            {"meters":[{"secondaryAddress":"1234567824232804","name":"Flat 3","mask":"FFFFFFF8"}]}
            """);
    FoundMeter meter = found("123456782D2C400D", 12, null).meter();
    try (TableScanOutput output =
        new TableScanOutput(ScanScreen.plain(stream(lines)), messages::add)) {
      output.found(new LineMeter(meter, null, "Hall"));
      output.changed(
          before.merge(List.of(), Inventory.selectedBy(Mask.ANY), Instant.EPOCH).changes());
      assertThat(messages).isEmpty();
      output.summary(result(true));
    }

    assertThat(text(lines)).contains("heat-cooling               19  Hall\n");
    assertThat(messages).containsExactly("meter Flat 3 1234567824232804 is missing");
  }

  /** The terminal would cut a command in two, and begin the next line with the rest of a name. */
  @Test
  void whatIsLongerThanALineOfTheTerminalContinuesBetweenWords() {
    ScanScreen screen = ScanScreen.withBar(stream(lines), stream(terminal), 80, true);
    FoundMeter meter = found("123456782D2C400D", 12, null).meter();
    try (TableScanOutput output = new TableScanOutput(screen, messages::add)) {
      output.found(new LineMeter(meter, null, "Hall"));
      output.finding(
          new Finding(
              Finding.Kind.COLLISION,
              "15",
              "address 15: 2 meters have it; 'set-address LINE --secondary 713504152D2C400D --to"
                  + " FREE' parts them"));
    }

    assertThat(text(lines).lines().skip(1))
        .containsExactly(
            "123456782D2C400D       12  KAM                64  heat-cooling               19",
            "  Hall",
            "\u001B[33mcollision: address 15: 2 meters have it; 'set-address LINE --secondary\u001B[0m",
            "\u001B[33m  713504152D2C400D --to FREE' parts them\u001B[0m");
  }

  /** The log goes to the same terminal, and would stand behind the bar. */
  @Test
  void aLineOfTheLogBeginsWhereTheBarWas() {
    Logger log = Logger.getLogger("aLineOfTheLog");
    List<String> before = new ArrayList<>();
    Handler handler =
        new StreamHandler(OutputStream.nullOutputStream(), new SimpleFormatter()) {
          @Override
          public void publish(LogRecord line) {
            if (isLoggable(line)) {
              before.add(text(terminal));
            }
          }
        };
    Logger.getLogger("").addHandler(handler);
    try (ScanScreen screen = ScanScreen.withBar(stream(lines), stream(terminal), 80, false)) {
      await().until(() -> text(terminal).contains("probes"));
      log.warning("answers come early");

      assertThat(before).singleElement().asString().endsWith("\r" + " ".repeat(78) + "\r");
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }
    assertThat(handler.getFilter()).isNull();
  }

  @Test
  void onATerminalLinesStandAboveABarThatIsGoneInTheEnd() {
    ScanScreen screen = ScanScreen.withBar(stream(lines), stream(terminal), 80, false);
    try (TableScanOutput output = new TableScanOutput(screen, messages::add)) {
      output.progress(new Progress(10, 30, 1));
      output.found(found("123456782D2C400D", 12, null));
      output.summary(result(true));
    }

    assertThat(text(lines)).hasLineCount(3).doesNotContain("\r", "probes (");
    assertThat(text(terminal)).contains("10/40 probes", "1 found").endsWith(" \r");
  }

  @Test
  void aTerminalWithColoursHasThemAroundWholeLinesAndAnotherHasNone() {
    ScanScreen screen = ScanScreen.withBar(stream(lines), stream(terminal), 80, true);
    try (TableScanOutput output = new TableScanOutput(screen, messages::add)) {
      output.finding(new Finding(Finding.Kind.SILENT, "1234FFFF", "\u001B[2J"));
    }

    assertThat(text(lines)).isEqualTo("\u001B[33msilent: 1234FFFF: \\u001B[2J\u001B[0m\n");
    assertThat(Terminal.showsColours("xterm", null)).isTrue();
    assertThat(Terminal.showsColours("xterm", "1")).isFalse();
    assertThat(Terminal.showsColours("dumb", null)).isFalse();
    assertThat(Terminal.showsColours(null, null)).isFalse();
  }

  /** A bar that is longer than a line would be drawn below itself again and again. */
  @Test
  void aBarIsShorterThanALineOfANarrowTerminal() {
    ScanScreen screen = ScanScreen.withBar(stream(lines), stream(terminal), 40, false);
    try (TableScanOutput output = new TableScanOutput(screen, messages::add)) {
      output.progress(new Progress(10, 30, 1));
      output.found(found("123456782D2C400D", 12, null));
      output.summary(result(true));
    }

    assertThat(text(terminal).split("\r")).anySatisfy(bar -> assertThat(bar).contains("10/40"));
    assertThat(text(terminal).split("\r")).allSatisfy(bar -> assertThat(bar).hasSizeLessThan(40));
  }

  @Test
  void aTerminalThatDoesNotTellItsWidthIsTakenForAUsualOne() {
    assertThat(Terminal.columns("24 40\n")).isEqualTo(40);
    assertThat(Terminal.columns("0 0\n")).isEqualTo(80);
    assertThat(Terminal.columns("")).isEqualTo(80);
  }

  private static LineMeter found(
      @Nullable String address, int primary, @Nullable Integer baudRate) {
    SecondaryAddress secondary = address == null ? null : SecondaryAddress.parse(address);
    FoundMeter meter =
        new FoundMeter(secondary, primary, null, OctetString.EMPTY, Duration.ofMillis(19));
    return new LineMeter(meter, baudRate, null);
  }

  private static LineSearchResult result(boolean complete) {
    Duration time = Duration.ofMillis(17_250);
    SearchPlan plan = SearchPlan.of(2400, SearchMethod.SECONDARY, SearchOptions.DEFAULT);
    return new LineSearchResult(plan, List.of(), List.of(), List.of(), 41, time, complete, null);
  }

  private static PrintStream stream(ByteArrayOutputStream octets) {
    return new PrintStream(octets, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream octets) {
    return octets.toString(StandardCharsets.UTF_8);
  }
}
