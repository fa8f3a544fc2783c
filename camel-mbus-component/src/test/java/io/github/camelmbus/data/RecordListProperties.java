package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RecordListProperties {

  @Property(tries = 5000)
  void neverFailsWhateverTheOctets(@ForAll @Size(max = 252) byte[] octets) {
    judge(RecordList.decode(octets), octets);
  }

  /** Octets that get deeper into the decoder than evenly spread ones do. */
  @Property(tries = 5000)
  void neverFailsOnWhatLooksLikeRecords(@ForAll("recordLike") byte[] octets) {
    judge(RecordList.decode(octets), octets);
  }

  /** A base of 8 octets BCD and a base time, then a profile of any control, spacing and values. */
  @Property(tries = 3000)
  void neverFailsOnCompactProfiles(
      @ForAll("bases") String base,
      @ForAll boolean inverse,
      @ForAll @Size(max = 40) byte[] profile) {
    byte[] head = {(byte) 0x8D, 0x04, (byte) 0x93, (byte) (inverse ? 0x13 : 0x1F), 0};
    head[4] = (byte) profile.length;

    RecordList list = RecordList.decode(join(Records.octets(base), head, profile));

    assertThat(list.complete()).isTrue();
    list.records().forEach(RecordListProperties::judge);
    assertThat(RecordKeys.keys(list.records())).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<String> bases() {
    String value = "8C041300100000";
    return Arbitraries.of(value + "82046C8123", value + "84046D21160A39", value);
  }

  private static void judge(RecordList list, byte[] octets) {
    assertThat(list.complete()).isEqualTo(list.warnings().isEmpty());
    int length = 0;
    for (DataRecord record : list.records()) {
      judge(record);
      length += record.octets().length;
    }
    assertThat(length).isLessThanOrEqualTo(octets.length);
    assertThat(RecordKeys.keys(list.records()))
        .hasSameSizeAs(list.records())
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z][A-Za-z0-9_]*"));
  }

  private static void judge(DataRecord record) {
    boolean none = record.value() instanceof Value.None;
    switch (record.quality()) {
      case GOOD, ERROR, UNSUPPORTED -> assertThat(none).as(record.toString()).isFalse();
      case INVALID, MISSING, OVERFLOW, UNDERFLOW, RECORD_ERROR ->
          assertThat(none).as(record.toString()).isTrue();
    }
    if (record.value() instanceof Value.Number number) {
      assertThat(number.value().scale()).isNotNegative();
    } else if (!none) {
      assertThat(record.unit()).isNull();
    }
  }

  @Provide
  Arbitrary<byte[]> recordLike() {
    Arbitrary<Byte> any = Arbitraries.bytes();
    Arbitrary<byte[]> dif =
        Arbitraries.of(0x04, 0x0C, 0x0D, 0x84, 0xC4, 0x32, 0x05).map(o -> one(o));
    Arbitrary<byte[]> vif =
        Arbitraries.of(0x13, 0x93, 0xFB, 0xFD, 0xFC, 0x7C, 0x6D, 0xED, 0xFF, 0xEF).map(o -> one(o));
    Arbitrary<byte[]> rest = any.array(byte[].class).ofMinSize(0).ofMaxSize(8);
    return Combinators.combine(dif, vif, rest)
        .as(RecordListProperties::join)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(parts -> parts.stream().reduce(new byte[0], (a, b) -> join(a, b, new byte[0])));
  }

  private static byte[] one(int octet) {
    return new byte[] {(byte) octet};
  }

  private static byte[] join(byte[] a, byte[] b, byte[] c) {
    byte[] all = Arrays.copyOf(a, a.length + b.length + c.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    System.arraycopy(c, 0, all, a.length + b.length, c.length);
    return all;
  }

  @Property
  void readsTheIntegersThatTheEncoderWrites(
      @ForAll @LongRange(min = Integer.MIN_VALUE + 1L, max = Integer.MAX_VALUE) long raw) {
    for (DataField field :
        List.of(DataField.INT32, DataField.INT48, DataField.INT64, DataField.BCD12)) {
      byte[] data = DataEncoder.encode(field, BigDecimal.valueOf(raw));
      assertThat(read(field, 0x13, data)).isEqualTo(new Value.Number(BigDecimal.valueOf(raw, 3)));
    }
  }

  @Property
  void readsTheTimesThatTheEncoderWrites(
      @ForAll @IntRange(min = 0, max = 100 * 366 * 24 * 60 - 1) int minutes,
      @ForAll boolean summer) {
    LocalDateTime time = LocalDateTime.of(1981, 1, 1, 0, 1).plusMinutes(minutes);
    if (time.getYear() > 2080) {
      return;
    }
    assertThat(read(DataField.INT32, 0x6D, DataEncoder.typeF(time, summer)))
        .isEqualTo(new Value.DateTime(time, false));
    assertThat(read(DataField.INT48, 0x6D, DataEncoder.typeI(time, summer)))
        .isEqualTo(new Value.DateTime(time, true));
    assertThat(read(DataField.INT16, 0x6C, DataEncoder.typeG(time.toLocalDate())))
        .isEqualTo(new Value.Date(time.toLocalDate()));
  }

  private static Value read(DataField field, int vif, byte[] data) {
    RecordList list = RecordList.decode(join(one(field.code()), one(vif), data));
    assertThat(list.complete()).isTrue();
    return list.records().get(0).value();
  }
}
