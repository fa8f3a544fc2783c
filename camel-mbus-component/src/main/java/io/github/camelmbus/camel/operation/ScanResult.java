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
 * The result of a scan: a list of the meters found, so that routes can split it, with findings and
 * statistics. Immutable; equal to any list of the same meters, as {@link List} requires.
 */
public final class ScanResult extends AbstractList<ScannedMeter> implements RandomAccess, JsonBody {
  private final List<ScannedMeter> found;
  private final List<Finding> findings;
  private final int probes;
  private final BigDecimal seconds;
  private final boolean complete;

  ScanResult(LineSearchResult result) {
    found = result.found().stream().map(LineMeter::meter).map(ScannedMeter::of).toList();
    findings = List.copyOf(result.findings());
    probes = result.probes();
    seconds = result.seconds();
    complete = result.complete();
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
   * Collisions, devices that do not answer, and other findings that are not readable meters, with a
   * remedy.
   */
  public List<Finding> getFindings() {
    return findings;
  }

  /** Number of probes. */
  public int getProbes() {
    return probes;
  }

  /** Duration in seconds with one decimal, including readings in between. */
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
