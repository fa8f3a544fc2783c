package io.github.camelmbus.wireless;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.CiField;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.application.Security;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Extended link layer (ELL) in front of a message (EN 13757-4).
 *
 * <pre>
 *   8Ch   CC1 ACC1                        CI message...
 *   8Dh   CC1 ACC1       SN4  PLCRC2      CI message...
 *   8Eh   CC1 ACC1 M2 A6                  CI message...
 *   8Fh   CC1 ACC1 M2 A6 SN4  PLCRC2      CI message...
 *
 *   CC     communication control: bit 4 hop count, bit 1 repeated access, both set by repeaters
 *   M, A   the receiver of the telegram
 *   SN     session number, low octet first: 31..29 encryption, 28..4 minutes, 3..0 session
 *   PLCRC  checksum of all that follows, low octet first; encrypted as that is
 * </pre>
 *
 * @param control CC.
 * @param sessionNumber SN as on the wire; empty if there is none.
 * @param payload all that follows, with PLCRC in front if there is a session number.
 */
record ExtendedLinkLayer(int control, byte[] sessionNumber, byte[] payload) {
  private static final int FIRST_CI = 0x8C;
  private static final int LAST_CI = 0x8F;
  private static final int WITH_SESSION_NUMBER = 0x01;
  private static final int WITH_RECEIVER = 0x02;

  private static final int CONTROL_OCTETS = 2;
  private static final int RECEIVER_OCTETS = 8;
  private static final int SESSION_NUMBER_OCTETS = 4;
  private static final int ENCRYPTION_SHIFT = 5;
  private static final int NOT_ENCRYPTED = 0;
  private static final int SET_BY_REPEATERS = 0x12;
  private static final int VECTOR_OCTETS = 16;

  /**
   * The message after the layer, or the message itself if there is no such layer. Offsets in faults
   * count from the first octet of the data.
   *
   * @param ci CI field after the link layer.
   * @param sender of the telegram; it is the meter if the header of the message names none.
   * @throws MBusFormatException TRUNCATED or CHECKSUM.
   */
  static ApplicationMessage decodeMessage(int ci, byte[] data, Keys keys, SecondaryAddress sender) {
    if (ci < FIRST_CI || ci > LAST_CI) {
      return ApplicationMessage.decodeReceived(ci, data, keys, sender);
    }
    ExtendedLinkLayer layer = decode(ci, data);
    int at = data.length - layer.payload.length;
    if (layer.sessionNumber.length == 0) {
      return message(layer.payload, at, keys, sender);
    }
    return layer.protectedMessage(ci, at, keys, sender);
  }

  private static ExtendedLinkLayer decode(int ci, byte[] data) {
    boolean withReceiver = (ci & WITH_RECEIVER) != 0;
    boolean withSession = (ci & WITH_SESSION_NUMBER) != 0;
    int sessionAt = CONTROL_OCTETS + (withReceiver ? RECEIVER_OCTETS : 0);
    int payloadAt = sessionAt + (withSession ? SESSION_NUMBER_OCTETS : 0);
    if (data.length <= payloadAt + (withSession ? Crc.OCTETS : 0)) {
      throw new MBusFormatException(
          Fault.TRUNCATED,
          data.length,
          "%s: it and a CI field after it do not fit into %d octets"
              .formatted(new CiField(ci), data.length));
    }
    return new ExtendedLinkLayer(
        data[0] & 0xFF,
        Arrays.copyOfRange(data, sessionAt, payloadAt),
        Arrays.copyOfRange(data, payloadAt, data.length));
  }

  private static ApplicationMessage message(
      byte[] octets, int at, Keys keys, SecondaryAddress sender) {
    try {
      byte[] data = Arrays.copyOfRange(octets, 1, octets.length);
      return ApplicationMessage.decodeReceived(octets[0] & 0xFF, data, keys, sender);
    } catch (MBusFormatException fault) {
      throw new MBusFormatException(
          fault.fault(), at + 1 + fault.offset(), String.valueOf(fault.getMessage()));
    }
  }

  /**
   * A payload with a right checksum is plain text, whatever the session number says: a receiver may
   * have decrypted it already. No key is proved by that.
   */
  private ApplicationMessage protectedMessage(int ci, int at, Keys keys, SecondaryAddress sender) {
    int encryption = (sessionNumber[SESSION_NUMBER_OCTETS - 1] & 0xFF) >> ENCRYPTION_SHIFT;
    if (isIntact(payload)) {
      Security clear =
          encryption == NOT_ENCRYPTED ? null : new Security(encryption, Security.CLEAR);
      return afterChecksum(payload, at, keys, sender, clear);
    }
    if (encryption == NOT_ENCRYPTED) {
      throw new MBusFormatException(
          Fault.CHECKSUM, at, "the checksum of the extended link layer is not that of its payload");
    }
    if (encryption != Security.AES_CTR) {
      return unread(ci, new Security(encryption, Security.UNSUPPORTED));
    }
    byte[] plain = keys.decryptCtr(sender, payload, vector(sender));
    if (plain == null) {
      return unread(ci, new Security(encryption, Security.NO_KEY));
    }
    return isIntact(plain)
        ? afterChecksum(plain, at, keys, sender, new Security(encryption, Security.DECRYPTED))
        : unread(ci, new Security(encryption, Security.WRONG_KEY));
  }

  private static boolean isIntact(byte[] payload) {
    int crc = payload[0] & 0xFF | (payload[1] & 0xFF) << Byte.SIZE;
    return crc == Crc.of(payload, Crc.OCTETS, payload.length);
  }

  private static ApplicationMessage afterChecksum(
      byte[] plain, int at, Keys keys, SecondaryAddress sender, @Nullable Security security) {
    byte[] octets = Arrays.copyOfRange(plain, Crc.OCTETS, plain.length);
    ApplicationMessage message = message(octets, at + Crc.OCTETS, keys, sender);
    return message instanceof MeterData data && data.security() == null
        ? new MeterData(data.ci(), data.header(), data.content(), security)
        : message;
  }

  private static MeterData unread(int ci, Security security) {
    return MeterData.unread(new CiField(ci), security);
  }

  /** M2 A6 of the sender, CC1, SN4, frame number2, block number1; both numbers are 0. */
  private byte[] vector(SecondaryAddress sender) {
    byte[] address = sender.octets();
    byte[] vector = new byte[VECTOR_OCTETS];
    System.arraycopy(address, 4, vector, 0, 2);
    System.arraycopy(address, 0, vector, 2, 4);
    System.arraycopy(address, 6, vector, 6, 2);
    vector[8] = (byte) (control & ~SET_BY_REPEATERS);
    System.arraycopy(sessionNumber, 0, vector, 9, SESSION_NUMBER_OCTETS);
    return vector;
  }
}
