package io.github.camelmbus.simulator;

import io.github.camelmbus.data.DataEncoder;
import io.github.camelmbus.data.DataField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;

/** How a simulated record gets its value: a pure function of the local time. */
sealed interface ValueModel {
  /** Of the meter furthest below its template. */
  int LEAST_VARIETY = -50;

  /** Of the meter furthest above its template. */
  int MAX_VARIETY = 50;

  /**
   * The data octets of a record.
   *
   * @param time of the value.
   * @param variety -50..50: how much this meter differs from others with the same model.
   */
  byte[] octets(DataField field, LocalDateTime time, int variety);

  /** A model whose values are numbers. */
  sealed interface OfNumbers extends ValueModel {
    /** The number that is sent, without the power of ten of its unit. */
    BigDecimal number(LocalDateTime time, int variety);

    @Override
    default byte[] octets(DataField field, LocalDateTime time, int variety) {
      return DataEncoder.encode(field, number(time, variety));
    }
  }

  /** Octets as given. */
  record Octets(byte[] given) implements ValueModel {
    @Override
    public byte[] octets(DataField field, LocalDateTime time, int variety) {
      return given.clone();
    }
  }

  /** Always the same number. */
  record Constant(BigDecimal value) implements OfNumbers {
    @Override
    public BigDecimal number(LocalDateTime time, int variety) {
      return value;
    }
  }

  /**
   * A number that only grows, until it wraps as a register does.
   *
   * @param start at the beginning of 2020.
   * @param perHour mean growth.
   * @param spread percent by which meters of one template differ.
   */
  record Counter(BigDecimal start, BigDecimal perHour, DayCurve curve, int spread)
      implements OfNumbers {
    @Override
    public BigDecimal number(LocalDateTime time, int variety) {
      return varied(start.add(perHour.multiply(curve.hoursUntil(time))), spread, variety);
    }

    @Override
    public byte[] octets(DataField field, LocalDateTime time, int variety) {
      return DataEncoder.encode(field, wrapped(field, number(time, variety)));
    }

    private static BigDecimal wrapped(DataField field, BigDecimal value) {
      if (field.isBcd()) {
        return value.remainder(BigDecimal.TEN.pow(2 * field.length()));
      }
      return field.isInteger()
          ? value.remainder(BigDecimal.valueOf(2).pow(Byte.SIZE * field.length() - 1))
          : value;
    }
  }

  /**
   * A number that swings with the time of day.
   *
   * @param low the least of the day.
   * @param high the most of the day.
   * @param spread percent by which meters of one template differ.
   */
  record Gauge(BigDecimal low, BigDecimal high, DayCurve curve, int spread) implements OfNumbers {
    @Override
    public BigDecimal number(LocalDateTime time, int variety) {
      BigDecimal swing = high.subtract(low).multiply(curve.level(time.toLocalTime()));
      return varied(low.add(swing), spread, variety);
    }
  }

  /** The time itself: type G, F or I as the data field has room for. */
  record Clock() implements ValueModel {
    @Override
    public byte[] octets(DataField field, LocalDateTime time, int variety) {
      return switch (field.length()) {
        case 2 -> DataEncoder.typeG(time.toLocalDate());
        case 4 -> DataEncoder.typeF(time, false);
        case 6 -> DataEncoder.typeI(time, false);
        default ->
            throw new IllegalArgumentException(
                "a date or time takes 2, 4 or 6 octets, not " + field.length());
      };
    }
  }

  /** Percent {@code spread} at the extremes of {@code variety}; a whole number. */
  private static BigDecimal varied(BigDecimal value, int spread, int variety) {
    BigDecimal factor = BigDecimal.valueOf(5000L + (long) spread * variety);
    return value.multiply(factor).divide(BigDecimal.valueOf(5000), 0, RoundingMode.FLOOR);
  }
}
