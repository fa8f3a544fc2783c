package io.github.camelmbus.master.write;

import org.jspecify.annotations.Nullable;

/**
 * Triggers an action that meters have prepared, such as freezing their values (CI 5Ch). Sent to all
 * meters of a line, they act at the same time.
 */
public final class Synchronise extends Write {
  private static final int CI = 0x5C;

  /** The CI field of older meters, which in newer ones asks for something else. */
  private static final int CI_OF_OLD_METERS = 0x54;

  private final boolean oldMeters;

  /**
   * @param oldMeters whether to send CI 54h, as meters older than EN 13757-3 expect.
   */
  public Synchronise(boolean oldMeters) {
    this.oldMeters = oldMeters;
  }

  @Override
  int ci() {
    return oldMeters ? CI_OF_OLD_METERS : CI;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    return new byte[0];
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    verification.unshown(
        "the meter answers; a meter does not show a synchronisation, so it is not verified");
  }
}
