package io.github.camelmbus.master.write;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a meter another identification number (record 0C 79), or another secondary address as a
 * whole (07 79).
 */
public final class SetIdentification extends Write {
  private static final int ID_OCTETS = 4;
  private static final int ID_DIGITS = 8;

  private final SecondaryAddress wanted;
  private final boolean whole;

  /**
   * @param text 8 digits, or the 16 of a whole secondary address; decimal digits in the first 8.
   */
  public SetIdentification(String text) {
    wanted = SecondaryAddress.parse(text);
    whole = wanted.isExact();
    boolean onlyId = wanted.toString().substring(ID_DIGITS).equals("F".repeat(ID_DIGITS));
    if (!wanted.id().chars().allMatch(Character::isDigit) || !whole && !onlyId) {
      throw new IllegalArgumentException(
          "a meter can have an identification number of 8 decimal digits, or a secondary address"
              + " of 16 digits without wildcards, not '"
              + text
              + "'");
    }
  }

  /** The address that the meter will have, as far as its telegrams contain the rest of it. */
  private SecondaryAddress addressAfter(MeterState before) {
    SecondaryAddress now = before.secondaryAddress();
    return whole || now == null
        ? wanted
        : new SecondaryAddress(wanted.id(), now.manufacturer(), now.version(), now.deviceType());
  }

  @Override
  boolean mayGoToAll() {
    return false;
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    SecondaryAddress now = meter.secondaryAddress();
    return now == null ? Map.of() : Map.of("secondaryAddress", now.toString());
  }

  @Override
  boolean isDone(MeterState before) {
    return addressAfter(before).equals(before.secondaryAddress());
  }

  @Override
  void require(Precondition precondition, MeterState before) {
    precondition.requireFree(addressAfter(before));
  }

  @Override
  int ci() {
    return DATA_SEND;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    byte[] address = whole ? wanted.octets() : Arrays.copyOf(wanted.octets(), ID_OCTETS);
    byte[] record = new byte[2 + address.length];
    record[0] = (byte) (whole ? 0x07 : 0x0C);
    record[1] = 0x79;
    System.arraycopy(address, 0, record, 2, address.length);
    return record;
  }

  @Override
  MeterAddress targetAfter(MeterAddress target, MeterState before) {
    return target instanceof MeterAddress.Secondary
        ? new MeterAddress.Secondary(addressAfter(before))
        : target;
  }

  @Override
  @Nullable SecondaryAddress identityAfter(MeterState before) {
    return null; // verify() compares it
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    SecondaryAddress now = after.secondaryAddress();
    if (now == null) {
      verification.unshown("the meter does not show its secondary address");
    } else if (wanted.matches(now)) {
      verification.verified("the meter answers with secondary address " + now);
    } else {
      verification.wrong("it still answers with secondary address " + now);
    }
  }

  @Override
  @Nullable String undo(MeterState before) {
    SecondaryAddress now = before.secondaryAddress();
    return now == null ? null : "setIdentification to " + (whole ? now : now.id());
  }
}
