package io.github.camelmbus.it.consumers;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of this machine the projects are built and run with. */
final class Machine {
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  private Machine() {}

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java of this build: its feature version and its home. */
  static SortedMap<Integer, Path> javaOfThisBuild() {
    SortedMap<Integer, Path> one = new TreeMap<>();
    one.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    return one;
  }

  /** This one, and those that are installed where Linux has them. */
  static SortedMap<Integer, Path> javas() throws IOException {
    SortedMap<Integer, Path> all = javaOfThisBuild();
    if (Files.isDirectory(JDKS)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(JDKS)) {
        for (Path home : homes) {
          if (Files.exists(home.resolve("bin/java")) && Files.exists(home.resolve("release"))) {
            all.putIfAbsent(version(home.resolve("release")), home);
          }
        }
      }
    }
    return all;
  }

  private static int version(Path release) throws IOException {
    Properties facts = new Properties();
    facts.load(new StringReader(Files.readString(release)));
    return Runtime.Version.parse(facts.getProperty("JAVA_VERSION").replace("\"", "")).feature();
  }
}
