package io.github.camelmbus.master;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.PrimaryAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transactions that come ready-made. */
public final class Transactions {
  private Transactions() {}

  /**
   * Reads all telegrams of a meter.
   *
   * <p>Fails with {@link NoReplyException}, {@link CollisionException}, {@link
   * GarbledReplyException}, {@link MismatchException} or {@link MeterRefusedException}. Where only
   * a later telegram of several fails, the readout is there and not {@link Readout#complete()}.
   */
  public static Transaction<Readout> read(MeterAddress meter) {
    return read(meter, Keys.NONE);
  }

  /**
   * As {@link #read(MeterAddress)}, of a meter that encrypts.
   *
   * @param keys to see in its telegrams whether more follow; they are handed on as they came.
   */
  public static Transaction<Readout> read(MeterAddress meter, Keys keys) {
    return new ReadMeter(meter, keys);
  }

  /** Asks whether a meter is there, without reading it. Fails as {@link #read} does. */
  public static Transaction<Presence> ping(MeterAddress meter) {
    return new Ping(meter);
  }

  /**
   * Writes to one meter: reads it, checks what the write needs, sends it once - repeated with the
   * same FCB until it is acknowledged - and reads it again, with nothing in between.
   *
   * <p>Fails as {@link #read} does where the meter cannot be read before; with {@link
   * UnsafeWriteException} where a precondition does not hold; with {@link MeterRefusedException}
   * where the meter said no; with {@link WriteNotVerifiedException} where the write was sent and
   * does not show.
   *
   * @param target one meter; with wildcards, or 254, it must be the only one that answers.
   * @param keys to see what an encrypted meter shows.
   * @param sent told each telegram that may change the meter, on the bus thread, before it goes
   *     out.
   */
  public static Transaction<WriteReport> write(
      MeterAddress target, Write write, Keys keys, Consumer<byte[]> sent) {
    return new GuardedWrite(target, write, keys, sent);
  }

  /**
   * What {@link #write} would send, with nothing sent.
   *
   * @throws IllegalArgumentException if that depends on what the meter says.
   */
  public static WriteReport rehearse(MeterAddress target, Write write) {
    return rehearse(target, new Addressing(target).field(), write);
  }

  private static WriteReport rehearse(
      @Nullable MeterAddress target, PrimaryAddress field, Write write) {
    byte[] telegram = write.telegram(field, write.data(null)).encode();
    return new WriteReport(
        target, null, Map.of(), Map.of(), List.of(telegram), List.of(), List.of(), 0);
  }

  /**
   * Sends octets as they are, once, and gives back what came: one frame, or octets that are none.
   * Fails with {@link NoReplyException} where nothing came.
   *
   * @param octets at least one.
   */
  public static Transaction<byte[]> raw(byte[] octets) {
    return new RawExchange(octets);
  }
}
