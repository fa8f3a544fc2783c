package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import java.util.Arrays;
import java.util.List;

/**
 * CI field: what the octets after it are (EN 13757-3, clause 5). Codes without a row of their own
 * are unassigned; every code is kept.
 *
 * @param code the octet on the wire, 0..255.
 */
public record CiField(int code) {

  /** What follows a CI field, and whether this software decodes it. */
  public enum Layout {
    /** Identification, access number, status and configuration, then records. */
    LONG_HEADER(Header.LONG_OCTETS),
    /** Access number, status and configuration, then records. */
    SHORT_HEADER(Header.SHORT_OCTETS),
    /** Records without a header. */
    NO_HEADER(0),
    /** As {@link #LONG_HEADER}, but everything of several octets has its high octet first. */
    LONG_HEADER_HIGH_OCTET_FIRST(Header.LONG_OCTETS),
    /** The fixed data structure if 16 octets follow; other data stays octets. */
    FIXED_DATA(0),
    /** As {@link #FIXED_DATA}, the high octets first. */
    FIXED_DATA_HIGH_OCTET_FIRST(0),
    /** Alarm bits without a header. */
    ALARM(0),
    /** Alarm bits after a short header. */
    ALARM_SHORT_HEADER(Header.SHORT_OCTETS),
    /** Alarm bits after a long header. */
    ALARM_LONG_HEADER(Header.LONG_OCTETS),
    /** At most one octet: the code of the error. */
    APPLICATION_ERROR(0),
    /** As {@link #APPLICATION_ERROR}, after a short header. */
    APPLICATION_ERROR_SHORT_HEADER(Header.SHORT_OCTETS),
    /** As {@link #APPLICATION_ERROR}, after a long header. */
    APPLICATION_ERROR_LONG_HEADER(Header.LONG_OCTETS),
    /** What a master requests of a meter. */
    COMMAND(0),
    /** As {@link #COMMAND}, after a short header. */
    COMMAND_SHORT_HEADER(Header.SHORT_OCTETS),
    /** As {@link #COMMAND}, after a long header. */
    COMMAND_LONG_HEADER(Header.LONG_OCTETS),
    /** Counter and code of authentication, then a CI field with what belongs to it. */
    AUTHENTICATION_LAYER(0),
    /** Octets that are kept as they are. */
    UNSUPPORTED(0);

    private final int headerOctets;

    Layout(int headerOctets) {
      this.headerOctets = headerOctets;
    }

    /** Octets of the header between the CI field and what it announces. */
    int headerOctets() {
      return headerOctets;
    }
  }

  private record Row(int first, int last, Layout layout, String text) {
    boolean covers(int code) {
      return first <= code && code <= last;
    }
  }

  /** The first row that covers a code counts: single codes stand before the range around them. */
  private static final List<Row> ROWS =
      List.of(
          row(0x00, 0x4F, Layout.UNSUPPORTED, "reserved for DLMS/COSEM based layers"),
          row(0x50, Layout.COMMAND, "application reset or select"),
          row(0x51, Layout.COMMAND, "data send"),
          row(0x52, Layout.COMMAND, "selection of a slave"),
          row(0x53, Layout.COMMAND_LONG_HEADER, "application reset or select, long header"),
          row(0x54, Layout.COMMAND, "synchronise action or request of selected application"),
          row(
              0x55,
              Layout.COMMAND,
              "data send mode 2 or request of selected application, long header"),
          row(0x56, Layout.COMMAND, "selection of a slave, mode 2"),
          row(0x5A, Layout.COMMAND_SHORT_HEADER, "command, short header"),
          row(0x5B, Layout.COMMAND_LONG_HEADER, "command, long header"),
          row(0x5C, Layout.COMMAND, "synchronise action"),
          row(0x5F, Layout.UNSUPPORTED, "specific usage"),
          row(0x60, 0x61, Layout.UNSUPPORTED, "COSEM data to the device"),
          row(0x64, 0x65, Layout.UNSUPPORTED, "reserved for OBIS data to the device"),
          row(0x66, Layout.UNSUPPORTED, "response of selected application, no header"),
          row(0x67, Layout.UNSUPPORTED, "response of selected application, short header"),
          row(0x68, Layout.UNSUPPORTED, "response of selected application, long header"),
          row(0x69, Layout.UNSUPPORTED, "format frame, no header"),
          row(0x6A, Layout.UNSUPPORTED, "format frame, short header"),
          row(0x6B, Layout.UNSUPPORTED, "format frame, long header"),
          row(0x6C, Layout.UNSUPPORTED, "clock synchronisation, absolute"),
          row(0x6D, Layout.UNSUPPORTED, "clock synchronisation, relative"),
          row(0x6E, Layout.APPLICATION_ERROR_SHORT_HEADER, "application error, short header"),
          row(0x6F, Layout.APPLICATION_ERROR_LONG_HEADER, "application error, long header"),
          row(0x70, Layout.APPLICATION_ERROR, "application error"),
          row(0x71, Layout.ALARM, "alarm status"),
          row(0x72, Layout.LONG_HEADER, "variable data, long header"),
          row(0x73, Layout.FIXED_DATA, "fixed data or compact frame, long header"),
          row(0x74, Layout.ALARM_SHORT_HEADER, "alarm, short header"),
          row(0x75, Layout.ALARM_LONG_HEADER, "alarm, long header"),
          row(
              0x76,
              Layout.LONG_HEADER_HIGH_OCTET_FIRST,
              "variable data, high octet first (mode 2)"),
          row(0x77, Layout.FIXED_DATA_HIGH_OCTET_FIRST, "fixed data, high octet first (mode 2)"),
          row(0x78, Layout.NO_HEADER, "variable data, no header"),
          row(0x79, Layout.UNSUPPORTED, "compact frame, no header"),
          row(0x7A, Layout.SHORT_HEADER, "variable data, short header"),
          row(0x7B, Layout.UNSUPPORTED, "compact frame, short header"),
          row(0x7C, Layout.UNSUPPORTED, "COSEM application layer, long header"),
          row(0x7D, Layout.UNSUPPORTED, "COSEM application layer, short header"),
          row(0x80, Layout.UNSUPPORTED, "transport layer only"),
          row(0x86, Layout.UNSUPPORTED, "extended link layer"),
          row(0x8A, 0x8B, Layout.UNSUPPORTED, "transport layer only"),
          row(0x8C, 0x8F, Layout.UNSUPPORTED, "extended link layer"),
          row(0x90, Layout.AUTHENTICATION_LAYER, "authentication and fragmentation layer (AFL)"),
          row(0xB1, Layout.UNSUPPORTED, "manufacturer specific, RAM read"),
          row(0xB2, Layout.UNSUPPORTED, "manufacturer specific, user data"),
          row(0xB3, Layout.UNSUPPORTED, "manufacturer specific, test"),
          row(0xB4, Layout.UNSUPPORTED, "manufacturer specific, EEPROM read"),
          row(0xB6, Layout.UNSUPPORTED, "manufacturer specific, software test"),
          row(0xA0, 0xB7, Layout.UNSUPPORTED, "manufacturer specific"),
          row(0xB8, Layout.COMMAND, "set baud rate to 300"),
          row(0xB9, Layout.COMMAND, "set baud rate to 600"),
          row(0xBA, Layout.COMMAND, "set baud rate to 1200"),
          row(0xBB, Layout.COMMAND, "set baud rate to 2400"),
          row(0xBC, Layout.COMMAND, "set baud rate to 4800"),
          row(0xBD, Layout.COMMAND, "set baud rate to 9600"),
          row(0xBE, Layout.COMMAND, "set baud rate to 19200"),
          row(0xBF, Layout.COMMAND, "set baud rate to 38400"));

  private static final Row UNASSIGNED = row(0x00, 0xFF, Layout.UNSUPPORTED, "unassigned");

  private static final Row[] BY_CODE = byCode();

  public CiField {
    Octets.require("CI field", code);
  }

  private static Row row(int code, Layout layout, String text) {
    return row(code, code, layout, text);
  }

  private static Row row(int first, int last, Layout layout, String text) {
    return new Row(first, last, layout, text);
  }

  private static Row[] byCode() {
    Row[] byCode = new Row[0x100];
    Arrays.setAll(
        byCode,
        code -> ROWS.stream().filter(row -> row.covers(code)).findFirst().orElse(UNASSIGNED));
    return byCode;
  }

  private Row row() {
    return BY_CODE[code];
  }

  /** The meaning in words, {@code variable data, long header} for example. */
  public String text() {
    return row().text();
  }

  /** Whether the standard assigns the code, or reserves it for manufacturers. */
  public boolean isAssigned() {
    return row() != UNASSIGNED;
  }

  public Layout layout() {
    return row().layout();
  }

  /**
   * How many octets the header takes.
   *
   * @param data what follows the CI field.
   * @throws MBusFormatException TRUNCATED if the header does not fit.
   */
  int requireHeader(byte[] data) {
    int octets = layout().headerOctets();
    if (data.length < octets) {
      throw new MBusFormatException(
          Fault.TRUNCATED,
          data.length,
          "%s: a header of %d octets follows, only %d came".formatted(this, octets, data.length));
    }
    return octets;
  }

  /** Code and meaning: {@code CI 72h (variable data, long header)}. */
  @Override
  public String toString() {
    return "CI %02Xh (%s)".formatted(code, text());
  }
}
