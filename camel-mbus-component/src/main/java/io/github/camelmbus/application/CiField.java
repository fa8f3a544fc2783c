package io.github.camelmbus.application;

import java.util.List;

/**
 * CI field: what the octets behind it are (EN 13757-3, clause 5). Codes without a row of their own
 * are unassigned; every code is kept.
 *
 * @param code the octet on the wire, 0..255.
 */
public record CiField(int code) {

  /** What follows a CI field, and whether this software decodes it. */
  public enum Layout {
    /** Identification, access number, status and configuration, then records. */
    LONG_HEADER(12),
    /** Access number, status and configuration, then records. */
    SHORT_HEADER(4),
    /** Records at once. */
    NO_HEADER(0),
    /** At most one octet that says what the meter could not do. */
    APPLICATION_ERROR(0),
    /** Octets that are kept as they are. */
    UNSUPPORTED(0);

    private final int headerOctets;

    Layout(int headerOctets) {
      this.headerOctets = headerOctets;
    }

    /** Octets of the header between the CI field and the records. */
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
          row(0x50, Layout.UNSUPPORTED, "application reset or select"),
          row(0x51, Layout.UNSUPPORTED, "data send"),
          row(0x52, Layout.UNSUPPORTED, "selection of a slave"),
          row(0x53, Layout.UNSUPPORTED, "application reset or select, long header"),
          row(0x54, Layout.UNSUPPORTED, "synchronise action or request of selected application"),
          row(
              0x55,
              Layout.UNSUPPORTED,
              "data send mode 2 or request of selected application, long header"),
          row(0x56, Layout.UNSUPPORTED, "selection of a slave, mode 2"),
          row(0x5A, Layout.UNSUPPORTED, "command, short header"),
          row(0x5B, Layout.UNSUPPORTED, "command, long header"),
          row(0x5C, Layout.UNSUPPORTED, "synchronise action"),
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
          row(0x6E, Layout.UNSUPPORTED, "application error, short header"),
          row(0x6F, Layout.UNSUPPORTED, "application error, long header"),
          row(0x70, Layout.APPLICATION_ERROR, "application error"),
          row(0x71, Layout.UNSUPPORTED, "alarm status"),
          row(0x72, Layout.LONG_HEADER, "variable data, long header"),
          row(0x73, Layout.UNSUPPORTED, "fixed data or compact frame, long header"),
          row(0x74, Layout.UNSUPPORTED, "alarm, short header"),
          row(0x75, Layout.UNSUPPORTED, "alarm, long header"),
          row(0x76, Layout.UNSUPPORTED, "variable data, high octet first (mode 2)"),
          row(0x77, Layout.UNSUPPORTED, "fixed data, high octet first (mode 2)"),
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
          row(0x90, Layout.UNSUPPORTED, "authentication and fragmentation layer (AFL)"),
          row(0xB1, Layout.UNSUPPORTED, "manufacturer specific, RAM read"),
          row(0xB2, Layout.UNSUPPORTED, "manufacturer specific, user data"),
          row(0xB3, Layout.UNSUPPORTED, "manufacturer specific, test"),
          row(0xB4, Layout.UNSUPPORTED, "manufacturer specific, EEPROM read"),
          row(0xB6, Layout.UNSUPPORTED, "manufacturer specific, software test"),
          row(0xA0, 0xB7, Layout.UNSUPPORTED, "manufacturer specific"),
          row(0xB8, Layout.UNSUPPORTED, "set baud rate to 300"),
          row(0xB9, Layout.UNSUPPORTED, "set baud rate to 600"),
          row(0xBA, Layout.UNSUPPORTED, "set baud rate to 1200"),
          row(0xBB, Layout.UNSUPPORTED, "set baud rate to 2400"),
          row(0xBC, Layout.UNSUPPORTED, "set baud rate to 4800"),
          row(0xBD, Layout.UNSUPPORTED, "set baud rate to 9600"),
          row(0xBE, Layout.UNSUPPORTED, "set baud rate to 19200"),
          row(0xBF, Layout.UNSUPPORTED, "set baud rate to 38400"));

  private static final Row UNASSIGNED = row(0x00, 0xFF, Layout.UNSUPPORTED, "unassigned");

  public CiField {
    Octets.require("CI field", code);
  }

  private static Row row(int code, Layout layout, String text) {
    return row(code, code, layout, text);
  }

  private static Row row(int first, int last, Layout layout, String text) {
    return new Row(first, last, layout, text);
  }

  private Row row() {
    return ROWS.stream().filter(row -> row.covers(code)).findFirst().orElse(UNASSIGNED);
  }

  /** The meaning in words, {@code variable data, long header} for example. */
  public String text() {
    return row().text();
  }

  public Layout layout() {
    return row().layout();
  }

  /** Code and meaning: {@code CI 72h (variable data, long header)}. */
  @Override
  public String toString() {
    return "CI %02Xh (%s)".formatted(code, text());
  }
}
