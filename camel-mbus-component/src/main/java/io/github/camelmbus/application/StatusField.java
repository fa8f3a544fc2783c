package io.github.camelmbus.application;

import java.util.ArrayList;
import java.util.List;

/**
 * Status octet of a header (EN 13757-3, 5.10).
 *
 * <pre>
 *   bits 1-0   0 no error, 1 application busy, 2 any application error, 3 alarm
 *   bit 2      power low
 *   bit 3      permanent error
 *   bit 4      temporary error
 *   bits 7-5   specific to the manufacturer
 * </pre>
 *
 * @param code the octet on the wire, 0..255.
 */
public record StatusField(int code) {
  private static final List<String> APPLICATION = List.of("busy", "application-error", "alarm");
  private static final List<String> FROM_BIT_2 =
      List.of(
          "power-low",
          "permanent-error",
          "temporary-error",
          "manufacturer-5",
          "manufacturer-6",
          "manufacturer-7");

  public StatusField {
    Octets.require("status", code);
  }

  /** The words for the bits that are set, low bits first; empty if none is. */
  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    int application = code & 0x03;
    if (application > 0) {
      flags.add(APPLICATION.get(application - 1));
    }
    for (int i = 0; i < FROM_BIT_2.size(); i++) {
      if ((code >> (2 + i) & 1) != 0) {
        flags.add(FROM_BIT_2.get(i));
      }
    }
    return List.copyOf(flags);
  }
}
