package io.github.camelmbus.it.sinks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a house, and a server on 127.0.0.1 with a certificate of it, by keytool. */
final class Authority {
  static final String PASSWORD = "changeit";

  private final Path directory;

  Authority(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    keytool("ca-keys.p12", "-genkeypair -alias ca -keyalg RSA -dname CN=home -ext bc:c");
    keytool("ca-keys.p12", "-exportcert -rfc -alias ca -file ca.crt");
    keytool("ca.p12", "-importcert -noprompt -alias home -file ca.crt");
    keytool("server.p12", "-genkeypair -alias server -keyalg RSA -dname CN=server");
    keytool("server.p12", "-certreq -alias server -file server.csr");
    keytool(
        "ca-keys.p12",
        "-gencert -alias ca -infile server.csr -outfile server.crt -rfc -ext san=ip:127.0.0.1");
    keytool("server.p12", "-importcert -noprompt -alias ca -file ca.crt");
    keytool("server.p12", "-importcert -noprompt -alias server -file server.crt");
  }

  /** The certificate of the authority, PEM. */
  Path certificate() {
    return directory.resolve("ca.crt");
  }

  /** The same as a trust store, PKCS12. */
  Path trustStore() {
    return directory.resolve("ca.p12");
  }

  /** Key and certificates of the server, PKCS12. */
  Path serverKeys() {
    return directory.resolve("server.p12");
  }

  /** The certificate of the server, PEM. */
  Path serverCertificate() {
    return directory.resolve("server.crt");
  }

  /** The key of the server, PEM, which its user alone may read. */
  Path serverKey() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(serverKeys())) {
      store.load(in, PASSWORD.toCharArray());
    }
    byte[] key = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    Path file = directory.resolve("server.key");
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private void keytool(String store, String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
  }
}
