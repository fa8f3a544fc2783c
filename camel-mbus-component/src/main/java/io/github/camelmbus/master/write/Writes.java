package io.github.camelmbus.master.write;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.Addressing;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.master.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transactions that write. */
public final class Writes {
  private Writes() {}

  /**
   * Writes to one meter: reads it, checks what the write needs, sends it once - repeated with the
   * same FCB until it is acknowledged - and reads it again, as one transaction.
   *
   * <p>Fails as {@link Transactions#read(MeterAddress)} does if the meter cannot be read before;
   * with {@link UnsafeWriteException} if a precondition does not hold; with {@link
   * MeterRefusedException} if the meter refused; with {@link WriteNotVerifiedException} if the
   * write was sent and does not show.
   *
   * @param target one meter; with wildcards, or 254, it must be the only one that answers.
   * @param keys for a meter that encrypts.
   * @param sent receives each telegram that may change the meter, on the bus thread, before it is
   *     sent.
   */
  public static Transaction<WriteReport> write(
      MeterAddress target, Write write, Keys keys, Consumer<byte[]> sent) {
    return new GuardedWrite(target, write, keys, sent, false);
  }

  /**
   * Writes to all meters of a line at once (255): sends it once. No meter replies, so nothing is
   * checked or verified.
   *
   * @param sent receives the telegram, on the bus thread, before it is sent.
   * @throws IllegalArgumentException if this write may not go to all.
   */
  public static Transaction<WriteReport> writeToAll(Write write, Consumer<byte[]> sent) {
    return new WriteToAll(write, sent);
  }

  /** Reads the meter and reports what {@link #write} would send. */
  public static Transaction<WriteReport> dryRun(MeterAddress target, Write write, Keys keys) {
    return new GuardedWrite(target, write, keys, telegram -> {}, true);
  }

  /**
   * Reports what a write would send, without any request.
   *
   * @param target null for all meters of a line.
   * @return empty if that depends on what the meter sends.
   */
  public static Optional<WriteReport> rehearse(@Nullable MeterAddress target, Write write) {
    if (target != null && write.needsReadout()) {
      return Optional.empty();
    }
    PrimaryAddress field =
        target == null ? WriteToAll.fieldFor(write) : new Addressing(target).field();
    byte[] telegram = write.telegram(field, write.data(null)).encode();
    return Optional.of(
        new WriteReport(
            target,
            null,
            Map.of(),
            Map.of(),
            List.of(OctetString.of(telegram)),
            List.of(),
            List.of(),
            0));
  }
}
