package io.github.camelmbus.master;

import io.github.camelmbus.application.Keys;
import java.util.function.Consumer;

/** Factories of transactions. */
public final class Transactions {
  private Transactions() {}

  /**
   * Reads all telegrams of a meter.
   *
   * <p>Fails with {@link NoReplyException}, {@link CollisionException}, {@link
   * GarbledReplyException}, {@link MismatchException} or {@link MeterRefusedException}. If only a
   * later telegram of several fails, the readout is returned and not {@link Readout#complete()}.
   */
  public static Transaction<Readout> read(MeterAddress meter) {
    return read(meter, Keys.NONE);
  }

  /**
   * As {@link #read(MeterAddress)}, of a meter that encrypts.
   *
   * @param keys of the meter.
   */
  public static Transaction<Readout> read(MeterAddress meter, Keys keys) {
    return new ReadMeter(meter, keys);
  }

  /** Asks whether a meter is there, without reading it. Fails as {@link #read} does. */
  public static Transaction<Presence> ping(MeterAddress meter) {
    return new Ping(meter);
  }

  /** Asks a meter for alarms (REQ_UD1). Fails as {@link #read} does; many meters do not answer. */
  public static Transaction<AlarmAnswer> readAlarm(MeterAddress meter) {
    return readAlarm(meter, Keys.NONE);
  }

  /**
   * As {@link #readAlarm(MeterAddress)}, of a meter that encrypts.
   *
   * @param keys of the meter.
   */
  public static Transaction<AlarmAnswer> readAlarm(MeterAddress meter, Keys keys) {
    return new ReadAlarm(meter, keys);
  }

  /**
   * Sends octets as they are, once, and returns what came: one frame, or octets that are none.
   * Fails with {@link NoReplyException} if nothing came.
   *
   * @param octets at least one.
   * @param sent receives the octets, on the bus thread, before they are sent.
   */
  public static Transaction<byte[]> raw(byte[] octets, Consumer<byte[]> sent) {
    return new RawExchange(octets, sent);
  }
}
