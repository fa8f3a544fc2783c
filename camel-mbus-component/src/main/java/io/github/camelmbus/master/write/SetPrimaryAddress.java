package io.github.camelmbus.master.write;

import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.MeterAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a meter another primary address: record 01 7A (EN 13757-3, 6.4). */
public final class SetPrimaryAddress extends Write {
  private final PrimaryAddress address;

  /**
   * @param address 0..250; 0 is that of a meter that was never configured.
   */
  public SetPrimaryAddress(int address) {
    if (address < 0 || address > PrimaryAddress.MAX_METER) {
      throw new IllegalArgumentException(
          "a meter can have a primary address from 0 to %d, not %d"
              .formatted(PrimaryAddress.MAX_METER, address));
    }
    this.address = new PrimaryAddress(address);
  }

  /** Meters with the same primary address collide. */
  @Override
  boolean mayGoToAll() {
    return false;
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    return meter.showsPrimaryAddress()
        ? Map.of("primaryAddress", meter.primaryAddress())
        : Map.of();
  }

  @Override
  boolean isDone(MeterState before) {
    return before.primaryAddress() == address.value();
  }

  @Override
  void require(Precondition precondition, MeterState before) {
    precondition.requireFree(address);
  }

  @Override
  int ci() {
    return DATA_SEND;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    return new byte[] {0x01, 0x7A, (byte) address.value()};
  }

  /** A meter that answers with 253 shows its address only by answering there. */
  @Override
  MeterAddress targetAfter(MeterAddress target, MeterState before) {
    boolean itsOwn = target instanceof MeterAddress.Primary primary && primary.address().isMeter();
    return itsOwn || !before.showsPrimaryAddress() ? new MeterAddress.Primary(address) : target;
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    int now = after.primaryAddress();
    if (now == address.value()) {
      verification.verified("the meter answers with primary address " + now);
    } else if (after.showsPrimaryAddress()) {
      verification.wrong("it still answers with primary address " + now);
    } else {
      verification.wrong("it does not answer at primary address " + address);
    }
  }

  @Override
  @Nullable String undo(MeterState before) {
    return before.showsPrimaryAddress() ? "setPrimaryAddress to " + before.primaryAddress() : null;
  }
}
