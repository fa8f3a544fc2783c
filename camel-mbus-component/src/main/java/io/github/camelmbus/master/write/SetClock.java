package io.github.camelmbus.master.write;

import io.github.camelmbus.data.DataEncoder;
import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Dib;
import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Value;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of a meter in the form in which the meter sends it: record 04 6D (type F, to the
 * minute), 06 6D (type I, to the second) or 0E 6D (BCD, to the second, as meters of ABB have it).
 * The first one if the meter was not read or does not send its clock.
 */
public final class SetClock extends Write {
  private static final String CLOCK = "date-time";

  /** VIFE 6Bh, by which meters of ABB send a time of their clock. */
  private static final List<String> STAMP = List.of("end-of-first");

  private static final int VIF = 0x6D;
  private static final int HALF_A_MINUTE = 30;

  /** A clock with minutes only may be read shortly before or after the next minute. */
  private static final Duration BEHIND = Duration.ofMinutes(1);

  private static final Duration AHEAD = Duration.ofMinutes(2);

  /** How a meter codes its clock. */
  private enum Form {
    TYPE_F(DataField.INT32),
    TYPE_I(DataField.INT48),
    BCD(DataField.BCD12);

    private final Dib dib;

    Form(DataField field) {
      dib = Dib.of(field, FunctionField.INSTANTANEOUS, 0, 0, 0);
    }

    /** The form of a record; null if no clock has it. */
    static @Nullable Form of(DataRecord record) {
      for (Form form : values()) {
        if (record.dib().equals(form.dib)) {
          return form;
        }
      }
      return null;
    }

    /** Rounds to the resolution of the form. */
    LocalDateTime rounded(LocalDateTime now) {
      return this == TYPE_F
          ? now.plusSeconds(HALF_A_MINUTE).truncatedTo(ChronoUnit.MINUTES)
          : now.truncatedTo(ChronoUnit.SECONDS);
    }

    byte[] octets(LocalDateTime time) {
      return switch (this) {
        case TYPE_F -> DataEncoder.typeF(time, false);
        case TYPE_I -> DataEncoder.typeI(time, false);
        case BCD -> DataEncoder.bcdTime(time);
      };
    }
  }

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

  /** The time of the meter; one with VIFE 6Bh only where there is none without. */
  private static @Nullable DataRecord clock(MeterState meter) {
    DataRecord plain = first(meter, SetClock::isClock);
    return plain == null ? first(meter, SetClock::isStamp) : plain;
  }

  private static @Nullable DataRecord first(MeterState meter, Predicate<DataRecord> isWanted) {
    return meter.records().stream().filter(isWanted).findFirst().orElse(null);
  }

  private static boolean isClock(DataRecord record) {
    return record.quantity().equals(CLOCK)
        && record.qualifiers().isEmpty()
        && Form.of(record) != null;
  }

  private static boolean isStamp(DataRecord record) {
    return record.quantity().equals(CLOCK)
        && record.qualifiers().equals(STAMP)
        && Form.of(record) == Form.BCD;
  }

  @Override
  int ci() {
    return DATA_SEND;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    DataRecord clock = before == null ? null : clock(before);
    Form like = clock == null ? null : Form.of(clock);
    Form form = like == null ? Form.TYPE_F : like;
    LocalDateTime rounded = form.rounded(time.get());
    sent = rounded;
    byte[] data = form.octets(rounded);
    byte[] record = new byte[2 + data.length];
    record[0] = form.dib.octets()[0];
    record[1] = VIF;
    System.arraycopy(data, 0, record, 2, data.length);
    return record;
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    DataRecord clock = clock(after);
    LocalDateTime expected = sent;
    if (clock == null || expected == null) {
      verification.unshown("the meter does not send its clock, so it is not verified");
    } else if (clock.value() instanceof Value.DateTime now && isNear(now.value(), expected)) {
      verification.verified("the clock of the meter shows " + now.plain());
    } else {
      verification.wrong("its clock shows " + clock.value().plain() + " instead of " + expected);
    }
  }

  private static boolean isNear(LocalDateTime now, LocalDateTime expected) {
    return !now.isBefore(expected.minus(BEHIND)) && !now.isAfter(expected.plus(AHEAD));
  }
}
