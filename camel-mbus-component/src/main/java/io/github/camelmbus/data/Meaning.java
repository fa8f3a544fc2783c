package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a VIB says about the data of its record. */
final class Meaning {
  /** Few enough that a power times the multiplier of a unit fits in a long. */
  private static final long[] POWERS_OF_TEN = new long[13];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int n = 1; n < POWERS_OF_TEN.length; n++) {
      POWERS_OF_TEN[n] = 10 * POWERS_OF_TEN[n - 1];
    }
  }

  /** No factor: the number is scaled by {@link BigDecimal}. */
  private static final long NONE = 0;

  private final Vib vib;
  private final DataType type;
  private final @Nullable Unit unit;
  private final int exponent;
  private final @Nullable BigDecimal offset;
  private final @Nullable Quality recordError;
  private final boolean isTimeCounter;

  /**
   * A number as sent times {@code factor}, with {@code scale} decimals, is one in the unit. By
   * {@link BigDecimal} alone a bare decode takes 9 % longer (docs/benchmark-codec.md).
   */
  private final long factor;

  private final int scale;

  private final int vibLength;
  private final boolean isAboutOthers;

  /** As the other constructor, for a meaning that does not count time. */
  Meaning(
      Vib vib,
      DataType type,
      @Nullable Unit unit,
      int exponent,
      @Nullable BigDecimal offset,
      @Nullable Quality recordError) {
    this(vib, type, unit, exponent, offset, recordError, false);
  }

  /**
   * @param type how to read the data.
   * @param unit null if numbers have none.
   * @param exponent the power of ten that makes a number one in the unit.
   * @param offset added after that, in the unit; null if there is none.
   * @param recordError the quality of a record for which the meter reports an error; null if none.
   * @param isTimeCounter whether it counts time.
   */
  Meaning(
      Vib vib,
      DataType type,
      @Nullable Unit unit,
      int exponent,
      @Nullable BigDecimal offset,
      @Nullable Quality recordError,
      boolean isTimeCounter) {
    this.vib = vib;
    this.type = type;
    this.unit = unit;
    this.exponent = exponent;
    this.offset = offset;
    this.recordError = recordError;
    this.isTimeCounter = isTimeCounter;
    boolean scaled = isScaled();
    boolean simple = offset == null && Math.abs(exponent) < POWERS_OF_TEN.length;
    factor = !scaled ? 1 : simple ? multiplier() * POWERS_OF_TEN[Math.max(exponent, 0)] : NONE;
    scale = scaled ? Math.max(-exponent, 0) : 0;
    vibLength = vib.length();
    isAboutOthers =
        type == DataType.PROFILE || vib.quantity().equals(Quantity.STORAGE_INTERVAL.text());
  }

  Vib vib() {
    return vib;
  }

  /** How many octets the VIB has. */
  int vibLength() {
    return vibLength;
  }

  /** Whether the record says when the values of other records were stored. */
  boolean isAboutOthers() {
    return isAboutOthers;
  }

  DataType type() {
    return type;
  }

  @Nullable Unit unit() {
    return unit;
  }

  int exponent() {
    return exponent;
  }

  @Nullable BigDecimal offset() {
    return offset;
  }

  @Nullable Quality recordError() {
    return recordError;
  }

  /** Whether numbers are to be scaled; codes and bit fields are taken as they are. */
  boolean isScaled() {
    return type == DataType.NUMBER || type == DataType.UNSIGNED;
  }

  /** Whether integers are signed. */
  boolean isSigned() {
    return switch (type) {
      case NUMBER, RESERVED, TIME_POINT, MANUFACTURER -> true;
      default -> false;
    };
  }

  /** Whether the integer 80h, 8000h and so on says that there is no value. */
  boolean hasCodeOfNone() {
    return type == DataType.NUMBER || type == DataType.MANUFACTURER;
  }

  /** Whether it counts time. With function field 3 (error) it counts the time in an error state. */
  boolean isTimeCounter() {
    return isTimeCounter;
  }

  /** Whether BCD digits are text. */
  boolean isIdentification() {
    return type == DataType.IDENTIFICATION || type == DataType.METER_IDENTIFICATION;
  }

  /** A number as sent in the unit, exactly; its scale is not negative. */
  BigDecimal scaled(long raw) {
    long product = raw * factor;
    return factor != NONE && Math.multiplyHigh(raw, factor) == product >> Long.SIZE - 1
        ? BigDecimal.valueOf(product, scale)
        : scaled(BigDecimal.valueOf(raw));
  }

  /** A number as sent in the unit, exactly; its scale is not negative. */
  BigDecimal scaled(BigDecimal raw) {
    return Value.Number.withoutExponent(isScaled() ? inUnit(raw) : raw);
  }

  private BigDecimal inUnit(BigDecimal raw) {
    BigDecimal value = exponent == 0 ? raw : raw.scaleByPowerOfTen(exponent);
    value = offset == null ? value : value.add(offset);
    return multiplier() == 1 ? value : value.multiply(BigDecimal.valueOf(multiplier()));
  }

  private int multiplier() {
    return unit == null ? 1 : unit.multiplier();
  }

  /** The same for the difference of two numbers, which no offset changes. */
  Meaning ofDifference(boolean signed) {
    DataType integers = signed ? DataType.NUMBER : DataType.UNSIGNED;
    return new Meaning(vib, integers, unit, exponent, null, recordError, isTimeCounter);
  }

  /** A VIF row, and the changes by the VIFEs after it, in their order. */
  static final class Builder {
    private final VifTable table;
    private final int code;
    private final VifRow row;
    private List<String> qualifiers = List.of();
    private String quantity;
    private DataType type;
    private @Nullable Unit unit;
    private int exponent;
    private int prefix;
    private int factor;
    private @Nullable BigDecimal offset;
    private @Nullable Quality recordError;
    private boolean isTimeCounter;

    private Builder(VifTable table, int code, VifRow row, String quantity, DataType type) {
      this.table = table;
      this.code = code;
      this.row = row;
      this.quantity = quantity;
      this.type = type;
      unit = row.unit();
      exponent = row.exponent();
      prefix = row.prefix();
      isTimeCounter = row.quantity().isTimeCounter();
    }

    /** What a code of a table says. */
    static Builder of(VifTable table, int code) {
      VifRow row = table.row(code);
      return new Builder(table, code, row, row.quantity().text(), row.type());
    }

    void qualify(String qualifier) {
      qualify(List.of(qualifier));
    }

    /**
     * Adds qualifiers.
     *
     * @param others immutable.
     */
    void qualify(List<String> others) {
      if (qualifiers.isEmpty()) {
        qualifiers = others;
      } else {
        List<String> more = new ArrayList<>(qualifiers);
        more.addAll(others);
        qualifiers = List.copyOf(more);
      }
    }

    /** Names the quantity and the unit in place of the row: a plain-text VIF. */
    void name(String text, @Nullable Unit knownUnit) {
      quantity = text;
      // A VIFE before the text may have set another unit or type.
      if (unit == null && type == row.type()) {
        unit = knownUnit;
      }
    }

    /** Multiplies by a power of ten. */
    void multiply(int powerOfTen) {
      factor += powerOfTen;
    }

    /** Adds a power of ten, in the unit that the row of the standard prints. */
    void add(int powerOfTen) {
      BigDecimal constant = BigDecimal.ONE.scaleByPowerOfTen(powerOfTen);
      offset = offset == null ? constant : offset.add(constant);
    }

    /** Numbers are a count, and no longer in the unit of the VIF. */
    void count() {
      measureIn(Unit.ONE);
      isTimeCounter = false;
    }

    /** Numbers are a duration in a unit of time, and no longer in the unit of the VIF. */
    void measureTimeIn(Unit step) {
      measureIn(step);
      isTimeCounter = true;
    }

    private void measureIn(Unit other) {
      type = DataType.NUMBER;
      unit = other;
      exponent = 0;
      prefix = 0;
    }

    /** The data is of another type than the VIF says. */
    void read(DataType other) {
      type = other;
      unit = null;
      exponent = 0;
      prefix = 0;
      isTimeCounter = false;
    }

    /** Integers are unsigned; the unit stays. */
    void presentUnsigned() {
      if (type == DataType.NUMBER) {
        type = DataType.UNSIGNED;
      }
    }

    /** Integers are bit fields: as sent, so not in the unit of the VIF. */
    void presentBits() {
      if (type == DataType.NUMBER || type == DataType.UNSIGNED) {
        read(DataType.BITS);
        unit = Unit.ONE;
      }
    }

    /** The unit is the one of the non-metric system that belongs to the VIF. */
    void nonMetric() {
      VifRow other = table.nonMetricRow(code);
      if (other != null) {
        // A VIFE before may have set another unit, or none, which stays.
        if (unit == row.unit()) {
          unit = other.unit();
          exponent += other.exponent() - row.exponent();
          prefix = other.prefix();
        }
      } else {
        read(DataType.RESERVED);
        qualify("non-metric");
      }
    }

    /** The meter reports an error; the first one counts. */
    void fail(Quality error) {
      if (recordError == null) {
        recordError = error;
      }
    }

    Meaning build(byte[] octets) {
      String ucum = unit == null ? null : unit.ucum();
      Vib vib = new Vib(quantity, ucum, qualifiers, octets);
      BigDecimal added = offset == null ? null : offset.scaleByPowerOfTen(prefix);
      return new Meaning(vib, type, unit, exponent + factor, added, recordError, isTimeCounter);
    }
  }
}
