package io.github.camelmbus.master.write;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.MeterAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to change at a meter: what is sent for it, what must hold before, and how it shows
 * afterwards. {@link Writes#write} does the rest, the same for all.
 *
 * <p>For one use. Its methods run on the bus thread, in the order they stand in here.
 */
public abstract class Write {
  /** CI field of records to write (EN 13757-3, clause 5). */
  static final int DATA_SEND = 0x51;

  /** For those in this package: what a write may check is part of the transaction. */
  Write() {}

  /** Whether it may go to all meters of a line at once (255). */
  boolean mayGoToAll() {
    return true;
  }

  /** Whether what is sent depends on what the meter sends. */
  boolean needsReadout() {
    return false;
  }

  /** What it changes, as it is before and after; empty where a readout does not show it. */
  Map<String, Object> state(MeterState meter) {
    return Map.of();
  }

  /** Whether the meter is as it is to be, so that nothing need be sent. */
  boolean isDone(MeterState before) {
    return false;
  }

  /**
   * Checks what else must hold, with the meter there and read.
   *
   * @throws BusException usually {@link Precondition#unsafe}.
   */
  void require(Precondition precondition, MeterState before) {}

  /** CI field of the SND_UD. */
  abstract int ci();

  /**
   * The octets after the CI field; none for a control frame.
   *
   * @param before null where {@link #needsReadout()} does not hold and the meter was not read.
   * @throws IllegalArgumentException if this cannot be written to the meter.
   */
  abstract byte[] data(@Nullable MeterState before);

  /** Where the meter is found once it has been written to. */
  MeterAddress targetAfter(MeterAddress target, MeterState before) {
    return target;
  }

  /**
   * Reads the meter again.
   *
   * @throws BusException if it cannot be read.
   */
  MeterState readBack(ReadBack meter, MeterState before) {
    return meter.read();
  }

  /**
   * The secondary address that the meter must answer with once it has been written to; null where
   * any may be.
   */
  @Nullable SecondaryAddress identityAfter(MeterState before) {
    return before.secondaryAddress();
  }

  /** Compares. */
  abstract void verify(MeterState before, MeterState after, Verification verification);

  /**
   * What takes it back, in words that say how; null where nothing does.
   *
   * @param before the state to go back to.
   */
  @Nullable String undo(MeterState before) {
    return null;
  }

  /** The SND_UD, with the FCB that follows SND_NKE or a selection. */
  final Frame telegram(PrimaryAddress address, byte[] data) {
    return BusSession.sndUd(address, ci(), data, true);
  }
}
