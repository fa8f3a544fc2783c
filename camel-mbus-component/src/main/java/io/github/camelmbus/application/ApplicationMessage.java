package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;

/** What a meter says in the application data of one telegram (EN 13757-3, clause 5). */
public sealed interface ApplicationMessage permits MeterData, ApplicationError, UnknownMessage {

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
      case LONG_HEADER, SHORT_HEADER, NO_HEADER -> MeterData.decode(field, data);
      case APPLICATION_ERROR -> ApplicationError.decode(field, data);
      case UNSUPPORTED -> new UnknownMessage(field, data);
    };
  }
}
