package io.github.camelmbus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;

/** Records out of hexadecimal text with blanks. */
final class Records {
  private Records() {}

  static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", "").toLowerCase(Locale.ROOT));
  }

  static RecordList decode(String hex) {
    return RecordList.decode(octets(hex));
  }

  /** The one record of octets that are nothing else. */
  static DataRecord record(String hex) {
    RecordList list = decode(hex);
    assertThat(list.warnings()).isEmpty();
    assertThat(list.complete()).isTrue();
    assertThat(list.records()).hasSize(1);
    assertThat(list.records().get(0).octets()).isEqualTo(octets(hex));
    return list.records().get(0);
  }

  /** The VIB of octets, here of a record without data. */
  static Vib vib(String hex) {
    return record("00 " + hex).vib();
  }

  /** The value as text, {@code null} where there is none. */
  static String value(DataRecord record) {
    return record.value().plain() instanceof BigDecimal number
        ? number.toPlainString()
        : String.valueOf(record.value().plain());
  }
}
