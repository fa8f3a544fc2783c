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
 * What an operation that writes has changed.
 *
 * @param operation its name.
 * @param line canonical form of the line.
 * @param target the meter as it was asked for; {@code all} for all meters of the line.
 * @param meter its secondary address before, 16 digits; null where its telegrams do not tell it.
 * @param dryRun whether nothing was written.
 * @param before what was to be changed, by name, as it was; empty where the meter does not show it.
 * @param after the same, as it is now.
 * @param telegrams what was sent to change it, in hexadecimal; for a dry run what would be.
 * @param verified what the meter shows of the change, in words; empty where it shows nothing.
 * @param warnings what was not as it should be, and what could not be verified, in words.
 * @param attempts requests that were sent for all of it, repeats included.
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

  /** With something else that is not as it should be. */
  WriteResult withWarning(String warning) {
    List<String> all = new ArrayList<>(warnings);
    all.add(warning);
    return new WriteResult(
        operation, line, target, meter, dryRun, before, after, telegrams, verified, all, attempts);
  }

  /**
   * A target in words.
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
