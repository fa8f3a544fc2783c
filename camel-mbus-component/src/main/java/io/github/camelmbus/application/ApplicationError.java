package io.github.camelmbus.application;

import java.util.List;

/**
 * The meter could not do what was asked (EN 13757-3, clause 10).
 *
 * @param code the octet after the CI field and its header, 0..255, or {@link #NO_CODE}.
 */
public record ApplicationError(CiField ci, int code) implements ApplicationMessage {
  /** No octet came after the CI field and its header, or an encrypted one. */
  public static final int NO_CODE = -1;

  private static final int BUSY = 0x08;
  private static final int TOO_MANY_READOUTS = 0x09;
  private static final List<String> TEXTS =
      List.of(
          "unspecified error",
          "unimplemented CI field",
          "buffer too long, truncated",
          "too many records",
          "premature end of record",
          "more than 10 DIFEs",
          "more than 10 VIFEs",
          "reserved",
          "application too busy for the readout",
          "too many readouts, the budget of the meter is used up");

  public ApplicationError {
    if (code != NO_CODE) {
      Octets.require("application error", code);
    }
  }

  static ApplicationError decode(CiField ci, byte[] data) {
    int at = ci.requireHeader(data);
    boolean encrypted =
        at > 0 && Security.of(Octets.wordAt(data, at - 2), data.length - at) != null;
    return new ApplicationError(ci, data.length == at || encrypted ? NO_CODE : Octets.at(data, at));
  }

  /** The meaning in words, with the code if there is one. */
  public String text() {
    if (code == NO_CODE) {
      return TEXTS.get(0);
    }
    return "%s (%02Xh)".formatted(code < TEXTS.size() ? TEXTS.get(code) : "reserved", code);
  }

  /** Whether the same request may succeed later: the meter is busy or saves its battery. */
  public boolean retryLater() {
    return code == BUSY || code == TOO_MANY_READOUTS;
  }
}
