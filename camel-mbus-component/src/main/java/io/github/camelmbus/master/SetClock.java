package io.github.camelmbus.master;

import io.github.camelmbus.data.DataEncoder;
import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Dib;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Value;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of a meter: record 04 6D (type F, to the minute), or 06 6D (type I, to the second)
 * where the meter itself sends its clock so; a dry run, which does not ask it, shows the first.
 */
public final class SetClock extends Write {
  private static final String CLOCK = "date-time";
  private static final Dib TYPE_I = Dib.of(DataField.INT48, FunctionField.INSTANTANEOUS, 0, 0, 0);
  private static final Dib TYPE_F = Dib.of(DataField.INT32, FunctionField.INSTANTANEOUS, 0, 0, 0);
  private static final int VIF = 0x6D;
  private static final int HALF_A_MINUTE = 30;

  /** A clock that is told to the minute may be read just before or behind its next one. */
  private static final Duration BEHIND = Duration.ofMinutes(1);

  private static final Duration AHEAD = Duration.ofMinutes(2);

  private final Supplier<LocalDateTime> time;
  private @Nullable LocalDateTime sent;

  /**
   * @param time local time of the meter, without a zone; asked when the telegram is made, so that a
   *     wait for the line does not make it late. 1981 to 2080.
   */
  public SetClock(Supplier<LocalDateTime> time) {
    this.time = time;
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    DataRecord clock = clock(meter);
    Object value = clock == null ? null : clock.value().plain();
    return value == null ? Map.of() : Map.of("clock", value);
  }

  private static @Nullable DataRecord clock(MeterState meter) {
    return meter.records().stream().filter(SetClock::isClock).findFirst().orElse(null);
  }

  private static boolean isClock(DataRecord record) {
    Dib dib = record.dib();
    return record.quantity().equals(CLOCK)
        && record.qualifiers().isEmpty()
        && (dib.equals(TYPE_F) || dib.equals(TYPE_I));
  }

  @Override
  int ci() {
    return DATA_SEND;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    DataRecord clock = before == null ? null : clock(before);
    boolean toTheSecond = clock != null && clock.dib().equals(TYPE_I);
    LocalDateTime now = time.get();
    LocalDateTime rounded =
        toTheSecond
            ? now.truncatedTo(ChronoUnit.SECONDS)
            : now.plusSeconds(HALF_A_MINUTE).truncatedTo(ChronoUnit.MINUTES);
    sent = rounded;
    byte[] data =
        toTheSecond ? DataEncoder.typeI(rounded, false) : DataEncoder.typeF(rounded, false);
    byte[] record = new byte[2 + data.length];
    record[0] = (toTheSecond ? TYPE_I : TYPE_F).octets()[0];
    record[1] = VIF;
    System.arraycopy(data, 0, record, 2, data.length);
    return record;
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    DataRecord clock = clock(after);
    LocalDateTime told = sent;
    if (clock == null || told == null) {
      verification.unshown("the meter does not send its clock, so it is not known how it goes");
    } else if (clock.value() instanceof Value.DateTime now && isNear(now.value(), told)) {
      verification.verified("the clock of the meter shows " + now.plain());
    } else {
      verification.wrong("its clock shows " + clock.value().plain() + " instead of " + told);
    }
  }

  private static boolean isNear(LocalDateTime now, LocalDateTime told) {
    return !now.isBefore(told.minus(BEHIND)) && !now.isAfter(told.plus(AHEAD));
  }
}
