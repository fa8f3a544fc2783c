package io.github.camelmbus.master.write;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a write.
 *
 * @param target as it was asked for; null for all meters of the line.
 * @param meter the secondary address that the meter had before; null if unknown.
 * @param before what was to be changed, by name, as it was.
 * @param after the same, as it is now.
 * @param telegrams SND_UD frames that were sent, each once however often it was repeated; none
 *     where the meter was as it was to be.
 * @param verified what the meter shows of it, in words.
 * @param warnings what could not be verified, and what else was not as it should be, in words.
 * @param attempts requests that were sent for all of it.
 */
public record WriteReport(
    @Nullable MeterAddress target,
    @Nullable SecondaryAddress meter,
    Map<String, Object> before,
    Map<String, Object> after,
    List<OctetString> telegrams,
    List<String> verified,
    List<String> warnings,
    int attempts) {

  public WriteReport {
    before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
    after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    telegrams = List.copyOf(telegrams);
    verified = List.copyOf(verified);
    warnings = List.copyOf(warnings);
  }
}
