package io.github.camelmbus.master.write;

import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterRefusedException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets the baud rate of a meter: CI B8h to BFh.
 *
 * <p>Its acknowledge at the old rate does not prove that it knows the new one, so the line changes
 * to the new rate and the meter is read. If it does not reply, the old rate is sent to it at the
 * new one, and it is read at the old one.
 */
public final class SetBaudRate extends Write {
  private static final List<Integer> RATES =
      List.of(300, 600, 1200, 2400, 4800, 9600, 19200, 38400);
  private static final int CI_FIRST = 0xB8;

  private final int baudRate;
  private @Nullable String complaint;

  /**
   * @param baudRate 300, 600, 1200, 2400, 4800, 9600, 19200 or 38400 bit/s.
   */
  public SetBaudRate(int baudRate) {
    if (!RATES.contains(baudRate)) {
      throw new IllegalArgumentException(
          "the baud rate of a meter is one of " + RATES + " bit/s, not " + baudRate);
    }
    this.baudRate = baudRate;
  }

  /** Meters with the old rate could not be distinguished from meters with the new one. */
  @Override
  boolean mayGoToAll() {
    return false;
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    return Map.of("baudRate", meter.baudRate());
  }

  @Override
  boolean isDone(MeterState before) {
    return before.baudRate() == baudRate;
  }

  @Override
  void require(Precondition precondition, MeterState before) {
    if (!RATES.contains(before.baudRate())) {
      throw precondition.unsafe(
          "the line is at %d bit/s, to which no meter could be set back"
              .formatted(before.baudRate()));
    }
    precondition.requireBaudRate(baudRate);
  }

  @Override
  int ci() {
    return ci(baudRate);
  }

  private static int ci(int rate) {
    return CI_FIRST + RATES.indexOf(rate);
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    return new byte[0];
  }

  @Override
  MeterState readBack(ReadBack meter, MeterState before) {
    meter.setBaudRate(baudRate);
    try {
      return meter.read();
    } catch (MeterRefusedException refused) {
      // It refuses to be read, but answers at the new rate.
      complaint = refused.getMessage();
      return before.heardAt(baudRate);
    } catch (BusException unheard) {
      meter.sendBlindly(ci(before.baudRate()));
      meter.setBaudRate(before.baudRate());
      return meter.read();
    }
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    if (after.baudRate() == baudRate) {
      if (complaint != null) {
        verification.remark("at the new rate it could not be read: " + complaint);
      }
      verification.verified("the meter answers at " + baudRate + " bit/s");
      verification.remark(
          "from now on the meter is reached with baudRate=%d alone, of the line or in an inventory"
              .formatted(baudRate));
    } else {
      verification.wrong(
          "it cannot be read at %d bit/s, and answers at %d".formatted(baudRate, after.baudRate()));
    }
  }

  @Override
  String undo(MeterState before) {
    return ("setBaudRate to %d with the line at %d; a meter that hears nothing at a new rate leaves"
            + " it by itself within 2 to 10 minutes")
        .formatted(before.baudRate(), baudRate);
  }
}
