package io.github.camelmbus.transport.tcp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys in a PEM or PKCS12 file. It is read for each connection, so a renewed
 * certificate is used from the next one on.
 *
 * @param password of a PKCS12 file; null if none was given.
 */
record KeyFile(Path path, @Nullable String password) {
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final int DER_SEQUENCE = 0x30;
  private static final String PEM_BEGIN = "-----BEGIN ";

  /**
   * The certificates of gateways, or of the authorities that have issued them.
   *
   * @throws IllegalArgumentException naming the file and the problem.
   */
  KeyStore trusted() {
    byte[] octets = read();
    KeyStore store = isPem(octets) ? fromPem(pem(octets)) : fromPkcs12(octets);
    try {
      if (store.size() == 0) {
        throw wrong(
            isPem(octets)
                ? "has no certificate (BEGIN CERTIFICATE)"
                : "has no certificate that is marked as trusted; a PEM file needs no such mark",
            null);
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw wrong("cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * The key of this end and its certificates.
   *
   * @throws IllegalArgumentException naming the file and the problem.
   */
  KeyStore keys() {
    byte[] octets = read();
    return isPem(octets) ? keysFromPem(pem(octets)) : keysFromPkcs12(octets);
  }

  private KeyStore keysFromPkcs12(byte[] octets) {
    KeyStore store = fromPkcs12(octets);
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return store;
        }
      }
    } catch (GeneralSecurityException e) {
      throw wrong("cannot be used: " + e.getMessage(), e);
    }
    throw wrong("has no private key", null);
  }

  /** The password of the stores that {@link #keys} returns. */
  char[] keyPassword() {
    return password == null ? new char[0] : password.toCharArray();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return path.toString();
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw wrong("does not exist", e);
    } catch (AccessDeniedException e) {
      throw wrong("may not be read by this user", e);
    } catch (IOException e) {
      throw wrong("cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isPem(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1).contains(PEM_BEGIN);
  }

  private List<Pem> pem(byte[] octets) {
    try {
      return Pem.parse(new String(octets, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw wrong("cannot be used: " + e.getMessage(), e);
    }
  }

  private KeyStore fromPem(List<Pem> blocks) {
    try {
      KeyStore store = emptyStore();
      for (Certificate certificate : certificates(blocks)) {
        store.setCertificateEntry("certificate" + store.size(), certificate);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw wrong("has a damaged certificate: " + e.getMessage(), e);
    }
  }

  private KeyStore keysFromPem(List<Pem> blocks) {
    byte[] key =
        blocks.stream()
            .filter(block -> block.label().equals(Pem.PRIVATE_KEY))
            .findFirst()
            .map(Pem::octets)
            .orElseThrow(() -> wrong("has no private key (BEGIN PRIVATE KEY)", null));
    try {
      Certificate[] chain = certificates(blocks).toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw wrong("has no certificate (BEGIN CERTIFICATE) beside the private key", null);
      }
      KeyStore store = emptyStore();
      store.setKeyEntry("key", privateKey(key), keyPassword(), chain);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw wrong("has a damaged certificate or key: " + e.getMessage(), e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(List<Pem> blocks) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (Pem block : blocks) {
      if (block.label().equals(Pem.CERTIFICATE)) {
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.octets())));
      }
    }
    return certificates;
  }

  private PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException another) {
        // try the next algorithm
      }
    }
    throw wrong("has a private key that is neither RSA, EC nor EdDSA", null);
  }

  private KeyStore fromPkcs12(byte[] octets) {
    if (octets.length == 0 || octets[0] != DER_SEQUENCE) {
      throw wrong("is neither PEM (-----BEGIN ...) nor PKCS12", null);
    }
    char[] secret = keyPassword();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(octets), secret);
      return store;
    } catch (IOException e) {
      throw e.getCause() instanceof GeneralSecurityException ? wrongPassword(e) : damaged(e);
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    } finally {
      Arrays.fill(secret, ' ');
    }
  }

  private IllegalArgumentException wrongPassword(Exception cause) {
    return wrong(
        password == null
            ? "has a password: give it by tlsPassword"
            : "does not open with the tlsPassword given",
        cause);
  }

  private IllegalArgumentException damaged(Exception cause) {
    return wrong("is a damaged PKCS12 file: " + cause.getMessage(), cause);
  }

  private IllegalArgumentException wrong(String what, @Nullable Exception cause) {
    return new IllegalArgumentException("the file " + path + " " + what, cause);
  }
}
