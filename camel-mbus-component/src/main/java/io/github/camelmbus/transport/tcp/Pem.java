package io.github.camelmbus.transport.tcp;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468); text between blocks is ignored.
 *
 * @param label such as {@code CERTIFICATE}.
 * @param octets DER.
 */
record Pem(String label, byte[] octets) {
  static final String CERTIFICATE = "CERTIFICATE";
  static final String PRIVATE_KEY = "PRIVATE KEY";

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?<label>[A-Z0-9 ]+)-----\\s(?<base64>[\\s\\S]*?)-----END \\k<label>-----");

  /** Labels of keys that are not in PKCS #8 form without a password, with their names. */
  private static final Map<String, String> UNSUPPORTED =
      Map.of(
          "RSA PRIVATE KEY", "a key of PKCS #1",
          "EC PRIVATE KEY", "a key of SEC 1",
          "DSA PRIVATE KEY", "a key in the old form of OpenSSL",
          "OPENSSH PRIVATE KEY", "a key for SSH",
          "ENCRYPTED PRIVATE KEY", "a key with a password");

  Pem {
    octets = octets.clone();
  }

  @Override
  public byte[] octets() {
    return octets.clone();
  }

  /**
   * The certificates and keys of a text, in order.
   *
   * @throws IllegalArgumentException naming a block that is damaged or a key whose form is not
   *     supported.
   */
  static List<Pem> parse(String text) {
    List<Pem> blocks = new ArrayList<>();
    Matcher match = BLOCK.matcher(text);
    while (match.find()) {
      String label = match.group("label");
      requireSupported(label);
      blocks.add(new Pem(label, decoded(label, match.group("base64"))));
    }
    return blocks;
  }

  private static void requireSupported(String label) {
    String what = UNSUPPORTED.get(label);
    if (what != null) {
      throw new IllegalArgumentException(
          "it has %s (BEGIN %s), which is not supported: convert it by".formatted(what, label)
              + " openssl pkcs8 -topk8 -nocrypt, or use a PKCS12 file");
    }
  }

  private static byte[] decoded(String label, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the block " + label + " in it is damaged", e);
    }
  }
}
