package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineSearch;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.Probe;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineClock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Searches a line for a command. */
final class Scan {
  private Scan() {}

  /**
   * Searches until the search is complete or cancelled, or the line is lost.
   *
   * @param journal wraps the probe of each baud rate.
   * @param cancelled called before each probe.
   */
  static LineSearchResult run(
      MBusEndpoint endpoint,
      SearchPlan plan,
      ScanOutput output,
      UnaryOperator<Probe> journal,
      BooleanSupplier cancelled) {
    LineSearchResult result =
        new LineSearch(endpoint.lineToSearch(), plan, output, cancelled, LineClock.SYSTEM)
            .journaled(journal)
            .run();
    if (result.complete() && result.nothingAnswered() && !plan.options().knownOnly()) {
      output.finding(nothing(endpoint, plan));
    }
    return result;
  }

  private static Finding nothing(MBusEndpoint endpoint, SearchPlan plan) {
    Mask scope = plan.options().scope();
    if (!scope.equals(Mask.ANY)) {
      return new Finding(Finding.Kind.SILENT, scope.toString(), "no such meter answers");
    }
    String rates = plan.baudRates().toString().replaceAll("[\\[\\]]", "");
    String others = plan.atSeveralRates() ? "" : "--baud auto tries the other baud rates; ";
    return new Finding(
        Finding.Kind.SILENT,
        endpoint.getCanonicalLine(),
        "no meter answers at %s bit/s; %scheck that the bus has power and the meters are on it;"
                .formatted(rates, others)
            + " --parity tries another parity, --timeout 2s waits for slow meters and gateways");
  }
}
