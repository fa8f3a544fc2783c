package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * What a scan ended with: the list of the meters found, so that routes can split it, and what else
 * there is to say. Immutable; equal to any list of the same meters, as the contract of lists asks.
 */
public final class ScanResult extends AbstractList<ScannedMeter> implements RandomAccess, JsonBody {
  private final List<ScannedMeter> found;
  private final List<Finding> findings;
  private final int probes;
  private final BigDecimal seconds;
  private final boolean complete;

  private ScanResult(
      List<ScannedMeter> found,
      List<Finding> findings,
      int probes,
      BigDecimal seconds,
      boolean complete) {
    this.found = List.copyOf(found);
    this.findings = List.copyOf(findings);
    this.probes = probes;
    this.seconds = seconds;
    this.complete = complete;
  }

  static ScanResult of(LineSearchResult result) {
    return new ScanResult(
        result.found().stream().map(LineMeter::meter).map(ScannedMeter::of).toList(),
        result.findings(),
        result.probes(),
        result.seconds(),
        result.complete());
  }

  @Override
  public ScannedMeter get(int index) {
    return found.get(index);
  }

  @Override
  public int size() {
    return found.size();
  }

  /** The meters in the order they were found. */
  public List<ScannedMeter> getFound() {
    return found;
  }

  /**
   * What is no meter to read - a collision, a device that does not answer - and what would help.
   */
  public List<Finding> getFindings() {
    return findings;
  }

  /** Probes it took. */
  public int getProbes() {
    return probes;
  }

  /** How long it took, readings in between included; seconds with one decimal. */
  public BigDecimal getSeconds() {
    return seconds;
  }

  /** False if it was cancelled, or stopped because something answers everywhere. */
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    SearchJson.write(this, json);
  }
}
