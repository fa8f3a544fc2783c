package io.github.camelmbus.transport.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates and keys, made by the keytool of the JDK that runs the tests. */
final class TestCertificates {
  static final String PASSWORD = "open sesame";

  /** It ends before the second compiler of Java has paid. */
  private static final List<String> FAST =
      List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-XX:-UsePerfData");

  private final Path folder;

  TestCertificates(Path folder) {
    this.folder = folder;
  }

  /**
   * A PKCS12 file with a key and its certificate, valid for a year unless the options say
   * otherwise.
   *
   * @param options of keytool, such as {@code -ext san=ip:127.0.0.1}.
   */
  Path keys(String name, String... options) {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString()));
    if (!List.of(options).contains("-validity")) {
      command.addAll(List.of("-validity", "365"));
    }
    command.addAll(List.of(options));
    keytool(command);
    return file;
  }

  /** The certificate of such a file, as PEM. */
  Path certificate(Path keys) {
    return write(keys, ".crt", certificateText(keys));
  }

  /** Key and certificate of such a file, as PEM. */
  Path keysAsPem(Path keys) {
    try {
      byte[] key = store(keys).getKey(alias(keys), PASSWORD.toCharArray()).getEncoded();
      return write(keys, ".pem", block("PRIVATE KEY", key) + certificateText(keys));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A PKCS12 file that trusts the certificate of another one. */
  Path trustStore(Path keys) {
    Path file = folder.resolve(alias(keys) + "-trust.p12");
    keytool(
        List.of(
            "-importcert",
            "-noprompt",
            "-alias",
            alias(keys),
            "-file",
            certificate(keys).toString(),
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString()));
    return file;
  }

  /** What a server needs that shows this certificate, and takes that of clients. */
  static SSLContext server(Path keys, Path clients) {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store(keys), PASSWORD.toCharArray());
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(store(clients));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String block(String label, byte[] octets) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private String certificateText(Path keys) {
    try {
      return block("CERTIFICATE", store(keys).getCertificate(alias(keys)).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyStore store(Path file) {
    try {
      return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String alias(Path keys) {
    return keys.getFileName().toString().replace(".p12", "");
  }

  private Path write(Path keys, String suffix, String text) {
    try {
      return Files.writeString(folder.resolve(alias(keys) + suffix), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keytool(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(FAST);
    command.addAll(arguments);
    command.addAll(List.of("-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new AssertionError(new String(output, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
