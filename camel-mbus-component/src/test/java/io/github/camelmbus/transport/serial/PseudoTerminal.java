package io.github.camelmbus.transport.serial;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A serial port without hardware: a pseudo terminal of the system, whose other end (the master
 * side) a test holds. Raw from the start, no echo.
 *
 * <p>Reading and writing may happen on two threads, and {@link #close()} on a third: whoever has
 * the port open then sees it hang up.
 */
public final class PseudoTerminal implements AutoCloseable {
  private static final LibC LIBC = Native.load("c", LibC.class);
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = Platform.isMac() ? 0x20000 : 0x100;
  private static final short POLLIN = 1;
  private static final int TERMIOS_ROOM = 256;
  private static final int POLL_MILLIS = 20;

  interface LibC extends Library {
    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    String ptsname(int fd);

    int open(String path, int flags) throws LastErrorException;

    int tcgetattr(int fd, Pointer termios) throws LastErrorException;

    void cfmakeraw(Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;

    int poll(PollFd fd, NativeLong count, int timeoutMillis) throws LastErrorException;

    NativeLong read(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

    NativeLong write(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

    int close(int fd) throws LastErrorException;
  }

  /** The {@code struct pollfd} of the system. */
  @FieldOrder({"fd", "events", "revents"})
  public static final class PollFd extends Structure {
    public int fd;
    public short events;
    public short revents;
  }

  private final int master;
  private final int slave;
  private final Path path;
  private final Object reading = new Object();
  private final Object writing = new Object();
  private volatile boolean closed;

  private PseudoTerminal(int master, int slave, Path path) {
    this.master = master;
    this.slave = slave;
    this.path = path;
  }

  /** A new pseudo terminal. */
  public static PseudoTerminal open() {
    int master = LIBC.posix_openpt(O_RDWR | O_NOCTTY);
    LIBC.grantpt(master);
    LIBC.unlockpt(master);
    String name = LIBC.ptsname(master);
    // Held open so that the master side does not hang up whenever the program under test closes.
    int slave = LIBC.open(name, O_RDWR | O_NOCTTY);
    Memory termios = new Memory(TERMIOS_ROOM);
    LIBC.tcgetattr(slave, termios);
    LIBC.cfmakeraw(termios);
    LIBC.tcsetattr(slave, 0, termios);
    return new PseudoTerminal(master, slave, Path.of(name));
  }

  /** What the program under test opens. */
  public Path path() {
    return path;
  }

  /** Sends octets to whoever has the port open. */
  public void write(byte[] octets) {
    synchronized (writing) {
      int sent = 0;
      while (!closed && sent < octets.length) {
        byte[] rest = Arrays.copyOfRange(octets, sent, octets.length);
        sent += LIBC.write(master, rest, new NativeLong(rest.length)).intValue();
      }
    }
  }

  /**
   * Waits for octets from whoever has the port open.
   *
   * @return number of octets put into the buffer; 0 after the timeout, -1 once closed.
   */
  public int read(byte[] buffer, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (reading) {
      while (!closed) {
        if (readable()) {
          return LIBC.read(master, buffer, new NativeLong(buffer.length)).intValue();
        }
        if (System.nanoTime() - deadline >= 0) {
          return 0;
        }
      }
      return -1;
    }
  }

  private boolean readable() {
    PollFd poll = new PollFd();
    poll.fd = master;
    poll.events = POLLIN;
    return LIBC.poll(poll, new NativeLong(1), POLL_MILLIS) > 0;
  }

  /** Hangs up. */
  @Override
  public void close() {
    boolean first = !closed;
    closed = true;
    synchronized (reading) {
      synchronized (writing) {
        if (first) {
          LIBC.close(slave);
          LIBC.close(master);
        }
      }
    }
  }
}
