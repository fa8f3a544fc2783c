package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.write.WriteReport;
import io.github.camelmbus.reading.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation that writes.
 *
 * @param operation its name.
 * @param line canonical form of the line.
 * @param target the meter as it was asked for; {@code all} for all meters of the line.
 * @param meter its secondary address before, 16 digits; null if its telegrams do not contain it.
 * @param dryRun whether nothing was written.
 * @param before the values to change, by name, as they were; empty if the meter does not show them.
 * @param after the same values after the write.
 * @param telegrams the telegrams that write, in hexadecimal; for a dry run those that would be
 *     sent.
 * @param verified the changes that the meter shows, as text; empty if it shows none.
 * @param warnings problems, and changes that could not be verified, as text.
 * @param attempts all requests that were sent, including repeats.
 */
public record WriteResult(
    String operation,
    String line,
    String target,
    @Nullable String meter,
    boolean dryRun,
    Map<String, Object> before,
    Map<String, Object> after,
    List<String> telegrams,
    List<String> verified,
    List<String> warnings,
    int attempts)
    implements JsonBody {
  private static final String ALL = "all";

  /** With another warning. */
  WriteResult withWarning(String warning) {
    List<String> all = new ArrayList<>(warnings);
    all.add(warning);
    return new WriteResult(
        operation, line, target, meter, dryRun, before, after, telegrams, verified, all, attempts);
  }

  /**
   * A target as text.
   *
   * @param target null for all meters.
   */
  static String text(@Nullable MeterAddress target) {
    return target == null ? ALL : target.toString();
  }

  static WriteResult of(Request request, WriteReport report, boolean dryRun) {
    return new WriteResult(
        request.operation(),
        request.lineAddress().text(),
        text(report.target()),
        report.meter() == null ? null : report.meter().toString(),
        dryRun,
        report.before(),
        report.after(),
        report.telegrams().stream().map(OctetString::toString).toList(),
        report.verified(),
        report.warnings(),
        report.attempts());
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    WriteJson.write(this, json);
  }
}
