package io.github.camelmbus.application;

import io.github.camelmbus.data.RecordList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts the data of a telegram (EN 13757-7, 7.6; security modes 5 and 7 of OMS).
 *
 * @param keys of the meters.
 * @param meter that sent the telegram if its header names none; null if unknown.
 * @param authentication the layer in front of the message; null without one.
 * @param source decides whether the data may be decrypted already.
 */
record Decryption(
    Keys keys,
    @Nullable SecondaryAddress meter,
    @Nullable AuthenticationLayer authentication,
    Source source) {

  /** Where a message came from. */
  enum Source {
    /** From the meter: the data is encrypted if its header says so. */
    METER,
    /** From a receiver, which may have decrypted the data and left the header as it was. */
    RECEIVER
  }

  /**
   * The result of a decryption.
   *
   * @param plain the octets of all records, with those that came clear after the encrypted blocks;
   *     null if the state is neither {@link Security#DECRYPTED} nor {@link Security#CLEAR}.
   */
  record Outcome(Security security, byte @Nullable [] plain) {}

  Decryption withAuthentication(AuthenticationLayer layer) {
    return new Decryption(keys, meter, layer, source);
  }

  /** The meter that sent the telegram; null if unknown. */
  @Nullable SecondaryAddress sender(@Nullable Header header) {
    return header == null || header.address() == null ? meter : header.address();
  }

  /**
   * @param security what the header says about the data.
   * @param data what follows the header.
   */
  Outcome decrypt(Security security, Header header, byte[] data) {
    DerivedKeyFields fields = security.isDerived() ? DerivedKeyFields.decode(header, data) : null;
    byte[] counter = fields == null ? null : counter(fields);
    boolean isMacKnown = authentication == null || authentication.isMacKnown();
    if (!isMacKnown || security.isDerived() && counter == null) {
      return new Outcome(security.with(Security.UNSUPPORTED), null);
    }
    SecondaryAddress sender = sender(header);
    AesKey key = sender == null ? null : keys.keyOf(sender);
    if (sender == null || key == null) {
      return clearOr(Security.NO_KEY, security, data);
    }
    if (authentication != null && !authentication.isAuthentic(key, sender)) {
      return new Outcome(security.with(Security.WRONG_KEY), null);
    }
    byte[] plain =
        fields == null || counter == null
            ? decryptBlocks(key, vector(sender, header), header, data, 0)
            : decryptBlocks(
                KeyDerivation.encryptionKey(key, counter, sender),
                new byte[AesKey.OCTETS],
                header,
                data,
                fields.octets());
    // Every plain text starts with two idle fillers: the sign that the key was right.
    return ClearText.hasFillers(plain)
        ? new Outcome(security.with(Security.DECRYPTED), plain)
        : clearOr(Security.WRONG_KEY, security, data);
  }

  /**
   * The outcome for data that no key decrypts: clear text if the data looks like it. It cannot be
   * in mode 7, where fields stand before the encrypted blocks, nor after an authentication layer,
   * which signs the encrypted octets.
   */
  private Outcome clearOr(String state, Security security, byte[] data) {
    boolean isClear = !security.isDerived() && authentication == null && ClearText.is(data);
    return isClear
        ? new Outcome(security.with(Security.CLEAR), data)
        : new Outcome(security.with(state), null);
  }

  /**
   * The records of data that a receiver has decrypted: they start with the fillers of a plain text,
   * and are whole.
   *
   * @return null if they are not.
   */
  @Nullable RecordList decrypted(Security security, Header header, byte[] data) {
    int from = 0;
    if (security.isDerived()) {
      DerivedKeyFields fields = DerivedKeyFields.decode(header, data);
      from = fields == null ? data.length : fields.octets();
    }
    byte[] plain = Arrays.copyOfRange(data, Math.min(from, data.length), data.length);
    if (source != Source.RECEIVER || !ClearText.hasFillers(plain)) {
      return null;
    }
    RecordList records = RecordList.decode(plain);
    return records.complete() ? records : null;
  }

  /** The message counter: that of the authentication layer if it has one. */
  private byte @Nullable [] counter(DerivedKeyFields fields) {
    return authentication != null && authentication.hasCounter()
        ? authentication.counter()
        : fields.counter();
  }

  private static byte[] decryptBlocks(
      AesKey key, byte[] vector, Header header, byte[] data, int from) {
    int length = Security.encryptedOctets(header.configuration());
    byte[] encrypted = Arrays.copyOfRange(data, from, from + length);
    byte[] plain = Arrays.copyOfRange(data, from, data.length);
    System.arraycopy(key.decryptCbc(encrypted, vector), 0, plain, 0, length);
    return plain;
  }

  /** Mode 5: manufacturer2 id4 version type, then the access number eight times. */
  private static byte[] vector(SecondaryAddress sender, Header header) {
    byte[] address = sender.octets();
    byte[] vector = new byte[AesKey.OCTETS];
    System.arraycopy(address, 4, vector, 0, 2);
    System.arraycopy(address, 0, vector, 2, 4);
    System.arraycopy(address, 6, vector, 6, 2);
    Arrays.fill(vector, SecondaryAddress.OCTETS, AesKey.OCTETS, (byte) header.accessNumber());
    return vector;
  }
}
