package io.github.camelmbus.simulator;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A meter on a simulated line.
 *
 * @param addresses how it is found and asked.
 * @param baudRate bit/s; 0 for the baud rate of the line.
 * @param responseDelay from the last bit of the request to the first bit of the answer; never
 *     shorter than 11 bit.
 * @param alarm application status octet that the meter sends once in answer to REQ_UD1; null for
 *     none.
 * @param telegrams answers to REQ_UD2.
 * @param faults at most one of each kind.
 */
public record MeterDefinition(
    Addresses addresses,
    int baudRate,
    Duration responseDelay,
    @Nullable Integer alarm,
    TelegramModel telegrams,
    List<Fault> faults) {
  private static final Pattern SECONDARY = Pattern.compile("[0-9A-E]{8}[0-9A-F]{8}");
  private static final Pattern ID = Pattern.compile("[0-9A-F]{8}");
  private static final Duration USUAL_DELAY = Duration.ofMillis(20);

  /**
   * How a meter is found and asked.
   *
   * @param secondary 16 digits: identification number as printed (digits 0-9 and A-E), then
   *     manufacturer, version and device type in wire order, e.g. {@code 1234567824232804}.
   * @param primary 0..250.
   * @param fabricationNumber 8 digits for enhanced selection; null if the meter has none.
   */
  public record Addresses(String secondary, int primary, @Nullable String fabricationNumber) {
    public Addresses {
      secondary = secondary.toUpperCase(Locale.ROOT);
      if (!SECONDARY.matcher(secondary).matches()) {
        throw new IllegalArgumentException(
            "the address of a meter has 16 digits, the first 8 of 0-9 and A-E, not '"
                + secondary
                + "'");
      }
      if (primary < 0 || primary > PrimaryAddress.MAX_METER) {
        throw new IllegalArgumentException("primaryAddress is 0 to 250, not " + primary);
      }
      if (fabricationNumber != null) {
        fabricationNumber = requireId("fabricationNumber", fabricationNumber);
      }
    }
  }

  public MeterDefinition {
    if (baudRate < 0) {
      throw new IllegalArgumentException("baudRate is a number of bit/s, not " + baudRate);
    }
    if (responseDelay.isNegative()) {
      throw new IllegalArgumentException("responseDelay is not negative, so not " + responseDelay);
    }
    faults = List.copyOf(faults);
  }

  /** A sound meter at primary address 0 without telegrams; it answers selections alone. */
  public static MeterDefinition of(String secondaryAddress) {
    TelegramModel none = now -> List.of();
    Addresses addresses = new Addresses(secondaryAddress, 0, null);
    return new MeterDefinition(addresses, 0, USUAL_DELAY, null, none, List.of());
  }

  /**
   * A sound meter at primary address 0.
   *
   * @param telegrams RSP_UD frames in hex, start octet to stop octet, with spaces or without; A
   *     field, identification, access number and checksum are replaced by the meter's own.
   * @throws IllegalArgumentException if one is no long frame.
   */
  public static MeterDefinition of(String secondaryAddress, String... telegrams) {
    return of(secondaryAddress).withTelegrams(constant(List.of(telegrams)));
  }

  public MeterDefinition withTelegrams(TelegramModel source) {
    return new MeterDefinition(addresses, baudRate, responseDelay, alarm, source, faults);
  }

  public MeterDefinition withPrimaryAddress(int address) {
    return with(new Addresses(addresses.secondary, address, addresses.fabricationNumber));
  }

  public MeterDefinition withFabricationNumber(@Nullable String number) {
    return with(new Addresses(addresses.secondary, addresses.primary, number));
  }

  private MeterDefinition with(Addresses others) {
    return new MeterDefinition(others, baudRate, responseDelay, alarm, telegrams, faults);
  }

  public MeterDefinition withBaudRate(int bitsPerSecond) {
    return new MeterDefinition(addresses, bitsPerSecond, responseDelay, alarm, telegrams, faults);
  }

  public MeterDefinition withResponseDelay(Duration delay) {
    return new MeterDefinition(addresses, baudRate, delay, alarm, telegrams, faults);
  }

  public MeterDefinition withAlarm(@Nullable Integer status) {
    return new MeterDefinition(addresses, baudRate, responseDelay, status, telegrams, faults);
  }

  public MeterDefinition withFaults(Fault... all) {
    return new MeterDefinition(addresses, baudRate, responseDelay, alarm, telegrams, List.of(all));
  }

  /** The same meter with one more fault, in place of one of the same kind. */
  MeterDefinition withFault(Fault fault) {
    List<Fault> all = new ArrayList<>(faults);
    all.removeIf(other -> other.getClass() == fault.getClass());
    all.add(fault);
    return withFaults(all.toArray(Fault[]::new));
  }

  /** The same telegrams at all times. */
  static TelegramModel constant(List<String> hex) {
    List<LongFrame> telegrams = hex.stream().map(MeterDefinition::longFrame).toList();
    return now -> telegrams;
  }

  private static LongFrame longFrame(String hex) {
    String digits = hex.replaceAll("\\s", "");
    try {
      if (Frame.decode(HexFormat.of().parseHex(digits)) instanceof LongFrame frame) {
        return frame;
      }
    } catch (MBusFormatException | IllegalArgumentException e) {
      throw new IllegalArgumentException("telegram " + digits + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("a telegram is a long frame, not " + digits);
  }

  static String requireId(String what, String digits) {
    String id = digits.toUpperCase(Locale.ROOT);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(what + " has 8 digits, not '" + digits + "'");
    }
    return id;
  }
}
