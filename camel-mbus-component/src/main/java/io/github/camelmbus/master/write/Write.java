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
 * A change at a meter: what is sent, what must hold before, and how it shows afterwards. {@link
 * Writes#write} does the rest.
 *
 * <p>Used once. Its methods are called on the bus thread, in the order of their declaration.
 */
public abstract class Write {
  /** CI field of records to write (EN 13757-3, clause 5). */
  static final int DATA_SEND = 0x51;

  /** Only for this package: the checks of a write are a part of its transaction. */
  Write() {}

  /** Whether it may go to all meters of a line at once (255). */
  boolean mayGoToAll() {
    return true;
  }

  /** Whether what is sent depends on what the meter sends. */
  boolean needsReadout() {
    return false;
  }

  /** The values that it changes, by name; empty if a readout does not show them. */
  Map<String, Object> state(MeterState meter) {
    return Map.of();
  }

  /** Whether the meter is set so already, so that nothing is sent. */
  boolean isDone(MeterState before) {
    return false;
  }

  /**
   * Checks further preconditions, after the meter was read.
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

  /** The address of the meter after the write. */
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
   * The secondary address that the meter must answer with after the write; null if it may be any.
   */
  @Nullable SecondaryAddress identityAfter(MeterState before) {
    return before.secondaryAddress();
  }

  /** Compares the meter before and after the write. */
  abstract void verify(MeterState before, MeterState after, Verification verification);

  /**
   * How to undo it, for the user; null if it cannot be undone.
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
