package io.github.camelmbus.example.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A pseudo terminal that socat connects to a TCP port of this machine. */
final class PseudoTerminal implements AutoCloseable {
  private static final int START_MILLIS = 5_000;
  private static final int CHECK_MILLIS = 20;
  private static final String MISSING =
      "--pty needs the program socat, which is not there: apt-get install socat (Debian, Ubuntu),"
          + " brew install socat (macOS)";

  private final Path link;
  private final Process socat;

  private PseudoTerminal(Path link, Process socat) {
    this.link = link;
    this.socat = socat;
  }

  /**
   * Creates the pseudo terminal and a symbolic link to it.
   *
   * @throws IOException if socat is missing or does not start.
   */
  static PseudoTerminal open(Path link, int port) throws IOException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new IOException(link + " exists and is no link; --pty takes the name of a new one");
    }
    Files.deleteIfExists(link);
    PseudoTerminal terminal = new PseudoTerminal(link, start(link, port));
    terminal.awaitLink();
    return terminal;
  }

  private static Process start(Path link, int port) throws IOException {
    String terminal = "PTY,link=" + link + ",rawer";
    try {
      return new ProcessBuilder("socat", terminal, "TCP:127.0.0.1:" + port)
          .redirectInput(Redirect.PIPE)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new IOException(MISSING + " (" + e.getMessage() + ")");
    }
  }

  private void awaitLink() throws IOException {
    try {
      for (int waited = 0; waited < START_MILLIS; waited += CHECK_MILLIS) {
        if (Files.exists(link)) {
          return;
        }
        if (socat.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IOException("socat could not make " + link + ", exit " + socat.exitValue());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    throw new IOException("socat did not make " + link + " within " + START_MILLIS + " ms");
  }

  Path link() {
    return link;
  }

  boolean isOpen() {
    return socat.isAlive();
  }

  /** Runs an action when the pseudo terminal is closed. */
  void whenGone(Runnable action) {
    socat.onExit().thenRun(action);
  }

  /** Ends socat, which removes the link. */
  @Override
  public void close() {
    socat.destroy();
  }
}
