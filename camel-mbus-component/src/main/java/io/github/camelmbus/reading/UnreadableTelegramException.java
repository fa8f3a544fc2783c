package io.github.camelmbus.reading;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.frame.LongFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A part of an input that is no telegram, or a telegram without a reading. */
public final class UnreadableTelegramException extends MBusException {
  private static final long serialVersionUID = 1L;

  /** The longest telegram in a message; there may be many octets of noise. */
  private static final int MAX_DIGITS = 2 * LongFrame.MAX_OCTETS;

  private final Fault fault;
  private final int offset;
  private final String octets;

  /**
   * @param place where in the input, {@code line 3} for example.
   * @param failure an error object.
   */
  UnreadableTelegramException(String place, MeterReading failure) {
    this(place, failure, failureOf(failure));
  }

  private UnreadableTelegramException(
      String place, MeterReading reading, MeterReading.Problem failure) {
    super(
        "%s: %s (%s at offset %d)%s"
            .formatted(
                place,
                failure.message(),
                failure.code(),
                offset(failure),
                quote(reading.telegrams())));
    fault = fault(failure.code());
    offset = offset(failure);
    octets = String.join("", reading.telegrams());
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /**
   * Offset in {@link #octets()} of the octet at which the fault shows, from 0; for {@link
   * Fault#HEX} of the character in the text.
   */
  public int offset() {
    return offset;
  }

  /** The octets in question; empty for {@link Fault#HEX}. */
  public byte[] octets() {
    return HexFormat.of().parseHex(octets);
  }

  private static MeterReading.Problem failureOf(MeterReading reading) {
    MeterReading.Problem failure = reading.error();
    if (failure == null) {
      throw new IllegalArgumentException("a good reading is no failure: " + reading);
    }
    return failure;
  }

  private static Fault fault(String code) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fault of a telegram: " + code));
  }

  private static int offset(MeterReading.Problem failure) {
    Integer offset = failure.offset();
    return offset == null ? 0 : offset;
  }

  private static String quote(List<String> telegrams) {
    String hex = String.join(" ", telegrams);
    if (hex.isEmpty()) {
      return "";
    }
    return ": " + (hex.length() > MAX_DIGITS ? hex.substring(0, MAX_DIGITS) + ".." : hex);
  }
}
