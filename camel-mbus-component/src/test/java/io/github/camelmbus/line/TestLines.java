package io.github.camelmbus.line;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Lines {@code test:NAME} that carry nothing; their opening and closing can be held. */
final class TestLines implements TransportProvider {
  /** What happened, in order: {@code open NAME}, {@code close NAME}. */
  final List<String> events = new CopyOnWriteArrayList<>();

  volatile CountDownLatch opening = new CountDownLatch(0);
  volatile CountDownLatch closing = new CountDownLatch(0);
  volatile boolean deafToInterrupts;
  volatile boolean ownBaudRate;

  static LineAddress line(String name) {
    return LineAddress.parse("test:" + name);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("test");
  }

  @Override
  public boolean hasItsOwnBaudRate() {
    return ownBaudRate;
  }

  @Override
  public void validate(LineAddress line) {}

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    events.add("open " + line.rest());
    if (deafToInterrupts) {
      awaitAnyway(opening);
    } else {
      await(line, opening);
    }
    return new Idle(line);
  }

  private static void await(LineAddress line, CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LineUnavailableException(line.text(), Reason.OTHER, "interrupted", e);
    }
  }

  private static void awaitAnyway(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Idle implements Transport {
    private final LineAddress line;
    private boolean closed;

    private Idle(LineAddress line) {
      this.line = line;
    }

    @Override
    public LineClock clock() {
      return LineClock.SYSTEM;
    }

    @Override
    public void write(byte[] octets) {}

    @Override
    public synchronized int read(byte[] buffer, long deadline) {
      try {
        while (!closed) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new LineUnavailableException(line.text(), Reason.CLOSED, "closed on this side");
    }

    @Override
    public DamagedOctets damagedOctets() {
      return DamagedOctets.SHOWN;
    }

    @Override
    public void close() {
      awaitAnyway(closing);
      synchronized (this) {
        if (!closed) {
          closed = true;
          events.add("close " + line.rest());
          notifyAll();
        }
      }
    }
  }
}
