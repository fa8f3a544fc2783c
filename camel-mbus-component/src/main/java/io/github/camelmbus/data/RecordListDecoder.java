package io.github.camelmbus.data;

import java.util.List;

/** Decodes the records of one telegram. */
final class RecordListDecoder {
  private RecordListDecoder() {}

  static RecordList decode(byte[] octets) {
    return new RecordList(
        List.of(), null, false, octets.length == 0, List.of("records are not decoded yet"));
  }
}
