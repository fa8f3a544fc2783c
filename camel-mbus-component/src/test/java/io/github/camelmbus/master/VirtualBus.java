package io.github.camelmbus.master;

import io.github.camelmbus.line.Priority;
import io.github.camelmbus.link.FrameListener;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A bus on a simulated line in virtual time, with what went over it. */
public final class VirtualBus implements AutoCloseable {
  public static final LineAddress LINE = LineAddress.parse("sim:test");

  /** Frames and discarded octets in order: {@code > 10 40 ..}, {@code < E5}, {@code x 00}. */
  public final List<String> trace = new CopyOnWriteArrayList<>();

  /** What the wall clock says, always. */
  public static final Instant NOW = Instant.parse("2026-03-14T15:09:26.535Z");

  /** Nanoseconds of the clock that outages are timed with. */
  public final AtomicLong outageClock = new AtomicLong();

  private final Bus bus;

  public VirtualBus(MeterDefinition... meters) {
    this(SimulatedLine.DEFAULT, BusSettings.DEFAULT, meters);
  }

  public VirtualBus(SimulatedLine options, BusSettings settings, MeterDefinition... meters) {
    this(settings, line(SimulatedBus.of(options, meters)));
  }

  public VirtualBus(BusSettings settings, TransportProvider provider) {
    Clock wallClock = Clock.fixed(NOW, ZoneOffset.UTC);
    bus = new Bus(LINE, settings, provider, Thread::new, wallClock, outageClock::get);
    bus.addListener((direction, octets, nanos) -> trace.add(text(direction, octets)));
  }

  /** Opens the same simulated line whenever it is asked to. */
  public static TransportProvider line(SimulatedBus simulated) {
    return provider(() -> SimulatedTransport.virtual(simulated));
  }

  public static TransportProvider provider(Supplier<Transport> opener) {
    return new TransportProvider() {
      @Override
      public Set<String> schemes() {
        return Set.of("sim");
      }

      @Override
      public void validate(LineAddress line) {}

      @Override
      public Transport open(LineAddress line, LineSettings settings)
          throws LineUnavailableException {
        return opener.get();
      }
    };
  }

  public static BusSettings withLatency(Duration latency) {
    BusSettings usual = BusSettings.DEFAULT;
    return new BusSettings(
        usual.line(), latency, null, usual.retries(), usual.idleTimeout(), usual.echo());
  }

  public Bus bus() {
    return bus;
  }

  public BusStatus status() {
    return bus.status();
  }

  public Readout readPrimary(int address) {
    return run(Transactions.read(MeterAddress.primary(address)));
  }

  public Readout readSecondary(String address) {
    return run(Transactions.read(MeterAddress.secondary(address)));
  }

  public <T> T run(Transaction<T> transaction) {
    return run(transaction, MeterSettings.OF_LINE);
  }

  public <T> T run(Transaction<T> transaction, MeterSettings settings) {
    try {
      return bus.submit(transaction, Priority.COMMAND, settings).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private static String text(FrameListener.Direction direction, byte[] octets) {
    String arrow =
        switch (direction) {
          case SENT -> "> ";
          case RECEIVED -> "< ";
          case DISCARDED -> "x ";
        };
    return arrow + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }

  /** What was sent, without what came. */
  public List<String> sent() {
    return trace.stream()
        .filter(line -> line.startsWith(">"))
        .map(line -> line.substring(2))
        .toList();
  }

  @Override
  public void close() {
    bus.close();
  }
}
