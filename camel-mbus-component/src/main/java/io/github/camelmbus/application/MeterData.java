package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.data.RecordList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data records of a meter behind their header (EN 13757-3, clause 6).
 *
 * @param header null where the CI field has none.
 * @param content the records; empty and not complete where they are encrypted.
 * @param security null for clear data.
 */
public record MeterData(
    CiField ci, @Nullable Header header, RecordList content, @Nullable Security security)
    implements ApplicationMessage {

  static MeterData decode(CiField ci, byte[] data) {
    int headerOctets = ci.layout().headerOctets();
    if (data.length < headerOctets) {
      throw new MBusFormatException(
          Fault.TRUNCATED,
          data.length,
          "%s: a header of %d octets follows, only %d came"
              .formatted(ci, headerOctets, data.length));
    }
    Header header = header(ci, data);
    byte[] records = Arrays.copyOfRange(data, headerOctets, data.length);
    Security security = header == null ? null : Security.of(header.configuration(), records.length);
    RecordList content = security == null ? RecordList.decode(records) : unread(security);
    return new MeterData(ci, header, content, security);
  }

  private static @Nullable Header header(CiField ci, byte[] data) {
    return switch (ci.layout()) {
      case LONG_HEADER -> Header.decodeLong(data);
      case SHORT_HEADER -> Header.decodeShort(data);
      case NO_HEADER, APPLICATION_ERROR, UNSUPPORTED -> null;
    };
  }

  private static RecordList unread(Security security) {
    return new RecordList(List.of(), null, false, false, List.of(security.warning()));
  }
}
