package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What the decoder reads, the encoder writes, over all codes of all tables. */
class RecordEncoderProperties {
  private static final List<DataField> FIELDS =
      List.of(
          DataField.INT8,
          DataField.INT16,
          DataField.INT24,
          DataField.INT32,
          DataField.INT48,
          DataField.INT64,
          DataField.BCD2,
          DataField.BCD4,
          DataField.BCD6,
          DataField.BCD8,
          DataField.BCD12);

  private static final Vib LITRES = Records.vib("13");

  @Property(tries = 3000)
  void valueComesBackWhateverItsCodes(
      @ForAll("dibs") Dib dib, @ForAll("vibs") byte[] vib, @ForAll @Size(8) byte[] data) {
    DataRecord first = record(dib, vib, data);
    Assume.that(isGood(first));

    assertComesBack(first);
  }

  /** Every code, alone and with every code behind it; the fields take turns. */
  @Property(tries = 1)
  void everyCodeOfEveryTableComesBack() {
    byte[] data = {0x15, 0x16, 0x11, 0x39, 0x11, 0x22, 0x33, 0x04};
    int turn = 0;
    for (byte[] prefix : prefixes()) {
      for (int code = 0; code < CodePattern.CODES; code++) {
        for (byte[] vib : vibsOf(prefix, code)) {
          DataField field = FIELDS.get(turn++ % FIELDS.size());
          assertComesBack(record(Dib.of(field, FunctionField.INSTANTANEOUS, 0, 0, 0), vib, data));
        }
      }
    }
  }

  @Property
  void textOfVariableLengthComesBack(
      @ForAll @CharRange(from = 0, to = 0xFF) @StringLength(max = 0xBF) String text) {
    Vib vib = Records.vib("FD11");

    assertThat(read(DataField.VARIABLE, vib, new Value.Text(text))).isEqualTo(new Value.Text(text));
  }

  @Property
  void numberOfVariableLengthComesBack(
      @ForAll @LongRange(min = -999_999_999_999_999_999L) long raw) {
    Value number = new Value.Number(BigDecimal.valueOf(raw, 3));

    assertThat(read(DataField.VARIABLE, LITRES, number)).isEqualTo(number);
  }

  /** Single precision carries six digits whatever the number. */
  @Property
  void realNumberComesBack(
      @ForAll @IntRange(min = -999_999, max = 999_999) int digits,
      @ForAll @IntRange(min = 0, max = 6) int scale) {
    BigDecimal number = BigDecimal.valueOf(digits, scale);

    Value read = read(DataField.REAL32, LITRES, new Value.Number(number));

    assertThat((BigDecimal) read.plain()).isEqualByComparingTo(number);
  }

  private static Value read(DataField field, Vib vib, Value value) {
    Dib dib = Dib.of(field, FunctionField.INSTANTANEOUS, 0, 0, 0);
    return record(RecordEncoder.encode(dib, vib, value)).value();
  }

  private static void assertComesBack(DataRecord first) {
    if (isGood(first)) {
      assertSame(record(RecordEncoder.encode(first.dib(), first.vib(), first.value())), first);
    }
  }

  private static DataRecord record(Dib dib, byte[] vib, byte[] data) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(dib.octets());
    octets.writeBytes(vib);
    octets.write(data, 0, dib.dataField().length());
    return record(octets.toByteArray());
  }

  private static DataRecord record(byte[] octets) {
    List<DataRecord> records = RecordList.decode(octets).records();
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static boolean isGood(DataRecord record) {
    boolean isYearOfOneCentury =
        !(record.value() instanceof Value.Date date)
            || date.value().getYear() >= 1981 && date.value().getYear() <= 2080;
    boolean isYearOfTypeI =
        !(record.value() instanceof Value.DateTime time)
            || !time.seconds()
            || time.value().getYear() >= 1981 && time.value().getYear() <= 2080;
    // A time whose hundred-year bits were misread comes back with those of its value.
    boolean isYearAsSent =
        !(record.value() instanceof Value.DateTime time)
            || time.sentYear() == time.value().getYear();
    return isYearOfOneCentury
        && isYearOfTypeI
        && isYearAsSent
        && (record.quality() == Quality.GOOD || record.quality() == Quality.UNSUPPORTED);
  }

  private static void assertSame(DataRecord second, DataRecord first) {
    assertThat(second.dib()).isEqualTo(first.dib());
    assertThat(second.vib()).isEqualTo(first.vib());
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(second.quality()).isEqualTo(first.quality());
    assertThat(second.unit()).isEqualTo(first.unit());
  }

  @Provide
  Arbitrary<Dib> dibs() {
    return Combinators.combine(
            Arbitraries.of(FIELDS),
            Arbitraries.of(
                FunctionField.INSTANTANEOUS, FunctionField.MAXIMUM, FunctionField.MINIMUM),
            Arbitraries.longs().between(0, (1L << 41) - 1),
            Arbitraries.integers().between(0, (1 << 20) - 1),
            Arbitraries.integers().between(0, 1023))
        .as(Dib::of);
  }

  @Provide
  Arbitrary<byte[]> vibs() {
    Arbitrary<byte[]> prefix = Arbitraries.of(prefixes());
    Arbitrary<Integer> code = Arbitraries.integers().between(0, 127);
    return Combinators.combine(prefix, code, Arbitraries.integers().between(0, 256))
        .as(
            (octets, vif, index) -> {
              List<byte[]> vibs = vibsOf(octets, vif);
              return vibs.get(index % vibs.size());
            });
  }

  private static List<byte[]> prefixes() {
    return List.of(
        new byte[0],
        new byte[] {(byte) 0xFB},
        new byte[] {(byte) 0xFD},
        new byte[] {(byte) 0xFD, (byte) 0xFD});
  }

  /** A code alone, and with each VIFE of both tables behind it. */
  private static List<byte[]> vibsOf(byte[] prefix, int code) {
    boolean isPlainText = prefix.length == 0 && code == VifTable.PLAIN_TEXT_VIF;
    if (isPlainText) {
      return List.of(new byte[] {0x7C, 1, 'x'});
    }
    boolean isTable =
        prefix.length < 2
            && ((code | 0x80) == 0xFD && !(prefix.length == 1 && prefix[0] == (byte) 0xFB)
                || prefix.length == 0 && ((code | 0x80) == 0xFB || (code | 0x80) == 0xEF));
    List<byte[]> vibs = new ArrayList<>();
    if (!isTable || prefix.length == 0) {
      vibs.add(vib(prefix, code));
    }
    for (int vife = 0; vife < CodePattern.CODES && !isTable; vife++) {
      vibs.add(vib(prefix, code | 0x80, vife));
      vibs.add(vib(prefix, code | 0x80, 0xFC, vife));
    }
    return vibs.isEmpty() ? List.of(vib(prefix, 0)) : vibs;
  }

  private static byte[] vib(byte[] prefix, int... octets) {
    ByteArrayOutputStream vib = new ByteArrayOutputStream();
    vib.writeBytes(prefix);
    for (int octet : octets) {
      vib.write(octet);
    }
    return vib.toByteArray();
  }
}
