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
 * The result of a write.
 *
 * @param target as it was asked for; null for all meters of the line.
 * @param meter the secondary address that the meter had before; null if unknown.
 * @param before the values to be changed, by name, before the write.
 * @param after the same after it.
 * @param telegrams SND_UD frames that were sent, without their repeats; none if the meter was set
 *     so already.
 * @param verified what the meter shows of it, for the user.
 * @param warnings what could not be verified, and other deviations, for the user.
 * @param attempts all requests that were sent.
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
