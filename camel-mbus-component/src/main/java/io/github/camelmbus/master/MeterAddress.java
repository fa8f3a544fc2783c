package io.github.camelmbus.master;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;

/** Which meter a transaction is for. */
public sealed interface MeterAddress {

  /**
   * The meter, or meters, at a primary address.
   *
   * @param address 0..250, or 254 on a line with one meter.
   */
  record Primary(PrimaryAddress address) implements MeterAddress {
    public Primary {
      if (!address.isMeter() && !address.equals(PrimaryAddress.TEST)) {
        throw new IllegalArgumentException(
            "a meter has a primary address from 0 to 250 (254 asks the only meter of a line), not "
                + address);
      }
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** The meter that a secondary address selects; with wildcards it must be the only one. */
  record Secondary(SecondaryAddress address) implements MeterAddress {
    private static final String ANY_BUT_ID = "FFFFFFFF";

    /** 8 digits if only the identification number is given, else 16. */
    @Override
    public String toString() {
      String text = address.toString();
      return text.endsWith(ANY_BUT_ID) ? address.id() : text;
    }
  }

  /**
   * @param address 0..250, or 254.
   */
  static MeterAddress primary(int address) {
    return new Primary(new PrimaryAddress(address));
  }

  /**
   * @param text 8 or 16 digits, see {@link SecondaryAddress#parse}.
   */
  static MeterAddress secondary(String text) {
    return new Secondary(SecondaryAddress.parse(text));
  }
}
