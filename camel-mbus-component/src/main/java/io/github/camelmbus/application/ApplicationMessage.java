package io.github.camelmbus.application;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.OctetString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the application data of one telegram says (EN 13757-3, clause 5). */
public sealed interface ApplicationMessage
    permits MeterData, ApplicationError, MasterCommand, UnknownMessage {

  CiField ci();

  /**
   * Decodes the application data of a long frame.
   *
   * @param ci CI field, 0..255.
   * @param data the octets after it, none for a control frame; copied.
   * @throws MBusFormatException with fault TRUNCATED, and the offset in {@code data}, if the header
   *     of the CI field does not fit. Damage after the header is reported in the records.
   */
  static ApplicationMessage decode(int ci, byte[] data) {
    return decode(ci, data, Keys.NONE, null);
  }

  /**
   * As {@link #decode(int, byte[])}, for meters that encrypt.
   *
   * @param keys of the meters.
   * @param meter that sent the telegram if its header names none; null if unknown.
   */
  static ApplicationMessage decode(
      int ci, byte[] data, Keys keys, @Nullable SecondaryAddress meter) {
    return decode(ci, data, new Decryption(keys, meter, null, Decryption.Source.METER));
  }

  /**
   * As {@link #decode(int, byte[], Keys, SecondaryAddress)}, for data that a receiver of wireless
   * telegrams may have decrypted without changing the header. Such data is recognised by its plain
   * text.
   */
  static ApplicationMessage decodeReceived(
      int ci, byte[] data, Keys keys, SecondaryAddress sender) {
    return decode(ci, data, new Decryption(keys, sender, null, Decryption.Source.RECEIVER));
  }

  private static ApplicationMessage decode(int ci, byte[] data, Decryption decryption) {
    CiField field = new CiField(ci);
    return field.layout() == CiField.Layout.AUTHENTICATION_LAYER
        ? decodeAuthenticated(field, data, decryption)
        : decode(field, data, decryption);
  }

  private static ApplicationMessage decodeAuthenticated(
      CiField ci, byte[] data, Decryption decryption) {
    AuthenticationLayer layer = AuthenticationLayer.decode(data);
    if (layer == null) {
      return new UnknownMessage(ci, OctetString.of(data));
    }
    byte[] message = layer.message();
    int layerOctets = data.length - message.length;
    try {
      return decode(
          new CiField(Octets.at(message, 0)),
          Arrays.copyOfRange(message, 1, message.length),
          decryption.withAuthentication(layer));
    } catch (MBusFormatException fault) {
      throw new MBusFormatException(
          fault.fault(), layerOctets + 1 + fault.offset(), String.valueOf(fault.getMessage()));
    }
  }

  private static ApplicationMessage decode(CiField field, byte[] data, Decryption decryption) {
    return switch (field.layout()) {
      case LONG_HEADER,
          SHORT_HEADER,
          NO_HEADER,
          LONG_HEADER_HIGH_OCTET_FIRST,
          ALARM,
          ALARM_SHORT_HEADER,
          ALARM_LONG_HEADER ->
          MeterData.decode(field, data, decryption);
      case FIXED_DATA, FIXED_DATA_HIGH_OCTET_FIRST ->
          data.length == FixedData.OCTETS
              ? FixedData.decode(field, data)
              : new UnknownMessage(field, OctetString.of(data));
      case APPLICATION_ERROR, APPLICATION_ERROR_SHORT_HEADER, APPLICATION_ERROR_LONG_HEADER ->
          ApplicationError.decode(field, data);
      case COMMAND, COMMAND_SHORT_HEADER, COMMAND_LONG_HEADER ->
          new MasterCommand(field, OctetString.of(data));
      case AUTHENTICATION_LAYER, UNSUPPORTED -> new UnknownMessage(field, OctetString.of(data));
    };
  }
}
