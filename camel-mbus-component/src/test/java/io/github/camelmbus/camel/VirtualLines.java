package io.github.camelmbus.camel;

import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lines {@code virtual:NAME} of simulated meters in virtual time, so that silence costs no time.
 * Bound in the registry of a Camel context.
 */
final class VirtualLines implements TransportProvider {
  /**
   * A heat meter with one record.
   *
   * <pre>
   *   68 15 15 68           L = 3 + 12 + 6 = 21
   *   08 00 72              RSP_UD, A, variable data with long header
   *   78 56 34 12           id 12345678
   *   24 23 28 04           HYD, version 28h, heat
   *   01 00 00 00           access number, status, configuration
   *   0C 06 45 23 01 00     8 digits BCD, energy in kWh: 12345
   *   7D 16                 checksum: 637 = 27Dh
   * </pre>
   */
  static final String TELEGRAM =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 04 01 00 00 00 0C 06 45 23 01 00 7D 16";

  private final Map<String, List<MeterDefinition>> lines = new ConcurrentHashMap<>();
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final List<SimulatedTransport> opened = new CopyOnWriteArrayList<>();
  private final List<SimulatedBus> buses = new CopyOnWriteArrayList<>();
  private volatile Consumer<byte[]> watcher = octets -> {};
  private volatile boolean dead;
  private volatile boolean fixedBaudRate;
  private volatile String unheard = "none";
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final AtomicInteger asked = new AtomicInteger();
  private final List<Transport> open = new CopyOnWriteArrayList<>();
  private final List<Integer> baudRates = new CopyOnWriteArrayList<>();

  /** A meter that answers, with {@link #TELEGRAM} under its own address. */
  static MeterDefinition meter(String secondaryAddress, int primaryAddress) {
    return MeterDefinition.of(secondaryAddress, TELEGRAM).withPrimaryAddress(primaryAddress);
  }

  VirtualLines with(String name, MeterDefinition... meters) {
    lines.put(name, List.of(meters));
    return this;
  }

  /** Changes the meters of a line, whether it is open or not. */
  void replace(String name, MeterDefinition... meters) {
    with(name, meters);
    opened.forEach(SimulatedTransport::loseLine);
  }

  /** Takes a line away, whether it is open or not. */
  void takeDown(String name) {
    down.add(name);
    opened.forEach(SimulatedTransport::loseLine);
  }

  /** Shows each request to somebody before it is sent, on the thread of the bus. */
  void watch(Consumer<byte[]> requests) {
    watcher = requests;
  }

  /** Lets no meter hear requests with these octets, in hexadecimal digits. */
  void loseRequestsWith(String octets) {
    unheard = octets;
  }

  /** Lets no meter hear anything any more, as when the power of the house is gone. */
  void cutPower() {
    dead = true;
  }

  /** Lets lines refuse any other baud rate. */
  void fixBaudRate() {
    fixedBaudRate = true;
  }

  /** Lets {@link #open} wait until {@link #letGo()}. */
  void holdUp() {
    gate = new CountDownLatch(1);
  }

  /** How often somebody asked to open a line. */
  int timesAsked() {
    return asked.get();
  }

  void letGo() {
    gate.countDown();
  }

  void bringBack(String name) {
    down.remove(name);
  }

  /** How many commands each meter has carried out since the line was opened, while it is idle. */
  List<Integer> commandsCarriedOut() {
    return buses.get(buses.size() - 1).commandsCarriedOut();
  }

  /** How often lines were opened. */
  int timesOpened() {
    return opened.size();
  }

  /** The baud rates that lines were switched to. */
  List<Integer> baudRates() {
    return baudRates;
  }

  /** Lines that are open now. */
  int openNow() {
    return open.size();
  }

  @Override
  public Set<String> schemes() {
    return Set.of("virtual");
  }

  @Override
  public void validate(LineAddress line) {
    if (!lines.containsKey(line.rest())) {
      throw new IllegalArgumentException("there is no virtual line " + line.rest());
    }
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    asked.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new LineUnavailableException(line.text(), Reason.CLOSED, "interrupted", e);
    }
    if (down.contains(line.rest())) {
      throw new LineUnavailableException(line.text(), Reason.REFUSED, "nobody is there");
    }
    SimulatedBus bus = SimulatedBus.of(lines.get(line.rest()).toArray(MeterDefinition[]::new));
    SimulatedTransport transport = SimulatedTransport.virtual(bus);
    buses.add(bus);
    opened.add(transport);
    return new Counted(transport);
  }

  /** Tells whether it was closed. */
  private final class Counted implements Transport {
    private final Transport transport;

    private Counted(Transport transport) {
      this.transport = transport;
      open.add(this);
    }

    @Override
    public LineClock clock() {
      return transport.clock();
    }

    @Override
    public void write(byte[] octets) {
      watcher.accept(octets.clone());
      if (!dead && !HexFormat.of().formatHex(octets).contains(unheard)) {
        transport.write(octets);
      }
    }

    @Override
    public int read(byte[] buffer, long deadline) {
      return transport.read(buffer, deadline);
    }

    @Override
    public boolean configure(LineSettings settings) {
      if (fixedBaudRate) {
        throw new LineUnavailableException("virtual", Reason.SETTING, "no such rate");
      }
      baudRates.add(settings.baudRate());
      return transport.configure(settings);
    }

    @Override
    public DamagedOctets damagedOctets() {
      return transport.damagedOctets();
    }

    @Override
    public Duration longestDelay() {
      return transport.longestDelay();
    }

    @Override
    public void close() {
      open.remove(this);
      transport.close();
    }
  }
}
