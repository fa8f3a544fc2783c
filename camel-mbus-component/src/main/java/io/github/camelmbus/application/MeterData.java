package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.data.RecordList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data of a meter after their header (EN 13757-3, clauses 6 and 9): data records, alarm bits, or
 * the two counters of the fixed data structure as records.
 *
 * @param header null where the CI field has none.
 * @param content the records; empty and not complete if they could not be decrypted.
 * @param security null for clear data.
 */
public record MeterData(
    CiField ci, @Nullable Header header, RecordList content, @Nullable Security security)
    implements ApplicationMessage {

  /** Data that cannot be decrypted and has no clear header. */
  public static MeterData unread(CiField ci, Security security) {
    return new MeterData(ci, null, unread(security), security);
  }

  static MeterData decode(CiField ci, byte[] data, Decryption decryption) {
    int headerOctets = ci.requireHeader(data);
    Header header = header(ci, data);
    Security security =
        header == null ? null : Security.of(header.configuration(), data.length - headerOctets);
    SecondaryAddress meter = decryption.sender(header);
    if (header == null || security == null) {
      return new MeterData(ci, header, RecordNames.FOUND.name(content(ci, data), meter), null);
    }
    if (ci.layout() != CiField.Layout.LONG_HEADER && ci.layout() != CiField.Layout.SHORT_HEADER) {
      // The end of the fillers in an encrypted alarm is not specified; mode 2 is older than
      // encryption.
      Security unsupported = security.with(Security.UNSUPPORTED);
      return new MeterData(ci, header, unread(unsupported), unsupported);
    }
    byte[] encrypted = afterHeader(ci, data);
    RecordList decrypted = decryption.decrypted(security, header, encrypted);
    if (decrypted != null) {
      Security clear = security.with(Security.CLEAR);
      return new MeterData(ci, header, RecordNames.FOUND.name(decrypted, meter), clear);
    }
    Decryption.Outcome outcome = decryption.decrypt(security, header, encrypted);
    byte[] plain = outcome.plain();
    RecordList records =
        plain == null
            ? unread(outcome.security())
            : RecordNames.FOUND.name(RecordList.decode(plain), meter);
    return new MeterData(ci, header, records, outcome.security());
  }

  private static @Nullable Header header(CiField ci, byte[] data) {
    return switch (ci.layout()) {
      case LONG_HEADER, ALARM_LONG_HEADER -> Header.decodeLong(data);
      case LONG_HEADER_HIGH_OCTET_FIRST -> Header.decodeLongHighOctetFirst(data);
      case SHORT_HEADER, ALARM_SHORT_HEADER -> Header.decodeShort(data);
      default -> null;
    };
  }

  private static RecordList content(CiField ci, byte[] data) {
    int from = ci.layout().headerOctets();
    return switch (ci.layout()) {
      case ALARM, ALARM_SHORT_HEADER, ALARM_LONG_HEADER -> alarm(ci, afterHeader(ci, data));
      case LONG_HEADER_HIGH_OCTET_FIRST -> RecordList.decodeHighOctetFirst(data, from);
      default -> RecordList.decode(data, from);
    };
  }

  private static byte[] afterHeader(CiField ci, byte[] data) {
    return Arrays.copyOfRange(data, ci.layout().headerOctets(), data.length);
  }

  private static RecordList alarm(CiField ci, byte[] bits) {
    if (bits.length == 0) {
      throw new MBusFormatException(
          Fault.TRUNCATED,
          ci.layout().headerOctets(),
          "%s: at least one octet of alarm bits follows, none came".formatted(ci));
    }
    return RecordList.ofAlarm(bits);
  }

  /** The words for the status; empty without a header. */
  public List<String> statusFlags() {
    if (header == null) {
      return List.of();
    }
    return isFixedData() ? FixedData.flags(header.status()) : header.status().flags();
  }

  /** Whether it came as fixed data structure, which contains neither manufacturer nor version. */
  public boolean isFixedData() {
    return switch (ci.layout()) {
      case FIXED_DATA, FIXED_DATA_HIGH_OCTET_FIRST -> true;
      default -> false;
    };
  }

  private static RecordList unread(Security security) {
    return new RecordList(List.of(), null, false, false, List.of(security.warning()));
  }
}
