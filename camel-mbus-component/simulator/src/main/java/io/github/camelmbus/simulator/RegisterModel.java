package io.github.camelmbus.simulator;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpUnit;
import io.github.camelmbus.kmp.RegisterValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;

/**
 * A register of a simulated meter that speaks KMP.
 *
 * @param register 0..65535.
 * @param unitCode 0..255.
 * @param length octets of a number, 1..64.
 * @param exponent power of ten of a number, -63..63.
 * @param at the time of the value.
 */
record RegisterModel(
    int register, int unitCode, int length, int exponent, ValueModel model, ReferenceTime at) {
  private static final int NEGATIVE = 0x80;
  private static final int NEGATIVE_EXPONENT = 0x40;
  private static final int MAX_EXPONENT = 0x3F;
  private static final int CENTURY = 100;

  RegisterModel {
    if (length < 1 || length > RegisterValue.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "length is 1 to %d octets, not %d".formatted(RegisterValue.MAX_LENGTH, length));
    }
    if (Math.abs(exponent) > MAX_EXPONENT) {
      throw new IllegalArgumentException(
          "exponent is -%d to %d, not %d".formatted(MAX_EXPONENT, MAX_EXPONENT, exponent));
    }
  }

  /** Checks that the register can be sent, and that its unit fits its model. */
  RegisterModel requireEncodable() {
    value(LocalDateTime.of(2026, 1, 15, 0, 0), 0);
    return this;
  }

  /**
   * What the meter sends.
   *
   * @param variety see {@link ValueModel}.
   */
  RegisterValue value(LocalDateTime now, int variety) {
    LocalDateTime time = at.of(now);
    if (model instanceof ValueModel.Octets given) {
      return new RegisterValue(register, unitCode, 0, OctetString.of(given.given()));
    }
    if (model instanceof ValueModel.OfNumbers numbers) {
      return number(numbers.number(time, variety), exponent);
    }
    return clock(time);
  }

  private RegisterValue number(BigDecimal number, int powerOfTen) {
    int sign = number.signum() < 0 ? NEGATIVE : 0;
    int exponentField = powerOfTen < 0 ? NEGATIVE_EXPONENT | -powerOfTen : powerOfTen;
    byte[] octets = unsigned(number.toBigInteger().abs());
    return new RegisterValue(register, unitCode, sign | exponentField, OctetString.of(octets));
  }

  /** The low octets of a number, the highest first: a register wraps. */
  private byte[] unsigned(BigInteger number) {
    byte[] all = number.toByteArray();
    byte[] octets = new byte[length];
    int count = Math.min(length, all.length);
    System.arraycopy(all, all.length - count, octets, length - count, count);
    return octets;
  }

  private RegisterValue clock(LocalDateTime time) {
    KmpUnit unit = KmpUnit.of(unitCode);
    if (unit == KmpUnit.DATE_TIME_OFFSET) {
      return new RegisterValue(register, unitCode, 0, OctetString.of(dateTime(time)));
    }
    int date = time.getMonthValue() * CENTURY + time.getDayOfMonth();
    int clock = (time.getHour() * CENTURY + time.getMinute()) * CENTURY + time.getSecond();
    int year = CENTURY * CENTURY * time.getYear();
    if (unit == null) {
      throw noClock();
    }
    int digits =
        switch (unit) {
          case CLOCK -> clock;
          case DATE -> year % (CENTURY * CENTURY * CENTURY) + date;
          case LONG_DATE -> year + date;
          case MONTH_DAY -> date;
          default -> throw noClock();
        };
    return number(BigDecimal.valueOf(digits), 0);
  }

  private IllegalArgumentException noClock() {
    return new IllegalArgumentException(
        "register %d: unit %02X is not one of dates and times".formatted(register, unitCode));
  }

  /** Offset, year, month, day, hour, minute, second. */
  private static byte[] dateTime(LocalDateTime time) {
    int[] parts = {
      0,
      time.getYear() % CENTURY,
      time.getMonthValue(),
      time.getDayOfMonth(),
      time.getHour(),
      time.getMinute(),
      time.getSecond()
    };
    byte[] octets = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      octets[i] = (byte) parts[i];
    }
    return octets;
  }
}
