package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;

/** What the application data of one telegram says (EN 13757-3, clause 5). */
public sealed interface ApplicationMessage
    permits MeterData, ApplicationError, Command, UnknownMessage {

  CiField ci();

  /**
   * Decodes the application data of a long frame.
   *
   * @param ci CI field, 0..255.
   * @param data the octets behind it, none for a control frame.
   * @throws MBusFormatException with fault TRUNCATED, and the offset in {@code data}, if the header
   *     of the CI field does not fit. Damage behind the header is told in the records.
   */
  static ApplicationMessage decode(int ci, byte[] data) {
    CiField field = new CiField(ci);
    return switch (field.layout()) {
      case LONG_HEADER,
          SHORT_HEADER,
          NO_HEADER,
          LONG_HEADER_HIGH_OCTET_FIRST,
          ALARM,
          ALARM_SHORT_HEADER,
          ALARM_LONG_HEADER ->
          MeterData.decode(field, data);
      case FIXED_DATA, FIXED_DATA_HIGH_OCTET_FIRST ->
          data.length == FixedData.OCTETS
              ? FixedData.decode(field, data)
              : new UnknownMessage(field, data);
      case APPLICATION_ERROR, APPLICATION_ERROR_SHORT_HEADER, APPLICATION_ERROR_LONG_HEADER ->
          ApplicationError.decode(field, data);
      case COMMAND, COMMAND_SHORT_HEADER, COMMAND_LONG_HEADER -> new Command(field, data);
      case UNSUPPORTED -> new UnknownMessage(field, data);
    };
  }
}
