package io.github.camelmbus.master.write;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Subcode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resets the application of a meter, which ends a choice of records, or lets it send the telegrams
 * of another application (CI 50h).
 */
public final class ApplicationReset extends Write {
  private static final int CI = 0x50;

  private final @Nullable Subcode subcode;

  /**
   * @param subcode which application; null to send none.
   */
  public ApplicationReset(@Nullable Subcode subcode) {
    this.subcode = subcode;
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    return SelectRecords.recordsOf(meter);
  }

  @Override
  int ci() {
    return CI;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    return subcode == null ? new byte[0] : new byte[] {(byte) subcode.code()};
  }

  /** The telegrams of another application may have another header. */
  @Override
  @Nullable SecondaryAddress identityAfter(MeterState before) {
    return null;
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    verification.unshown("the meter answers; a meter does not show a reset, so it is not verified");
  }
}
