package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConfiguration;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.MeterAddresses;
import io.github.camelmbus.camel.operation.ReadFailures;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineAddress;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads meters. */
@Command(name = "read", description = "Reads meters, one after the other, in the order given.")
public final class ReadCommand implements Callable<Integer> {
  @Mixin OneRateLine line = new OneRateLine();

  @ArgGroup(multiplicity = "1")
  Which which = new Which();

  @Mixin KeyOptions keys = new KeyOptions();

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin UnitOptions units = new UnitOptions();

  private final CommandCamel camel;
  private final Clock clock;

  /**
   * @param clock for dates; not looked up later, because an interrupted command has no beans any
   *     more.
   */
  @Inject
  public ReadCommand(CommandCamel camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  /** The meters to read. */
  static final class Which {
    @ArgGroup(multiplicity = "1..*")
    List<Meters> named = new ArrayList<>();

    @Option(
        names = "--inventory",
        required = true,
        paramLabel = "FILE",
        description = "Read all meters of this inventory, and print their names.")
    @Nullable Path inventory;

    @Option(
        names = "--all",
        required = true,
        description = "Read all meters that a secondary search finds.")
    boolean all;
  }

  /** Meters by one kind of address; the options may be repeated. */
  static final class Meters {
    @Option(
        names = "--primary",
        required = true,
        paramLabel = "LIST",
        description = "Primary addresses: 10,12 or 1-9.")
    @Nullable String primary;

    @Option(
        names = "--secondary",
        required = true,
        paramLabel = "LIST",
        description = "Identification numbers (8 digits) or secondary addresses (16 digits).")
    @Nullable String secondary;

    List<MeterAddress> addresses() {
      return primary == null
          ? MeterAddresses.secondary(secondary)
          : MeterAddresses.primary(primary);
    }
  }

  @Override
  public Integer call() throws Exception {
    keys.keys();
    List<MeterAddress> named =
        which.named.stream().flatMap(meters -> meters.addresses().stream()).toList();
    Inventory inventory = which.inventory == null ? Inventory.EMPTY : inventory(which.inventory);
    MBusEndpoint endpoint = line.endpoint(camel, which.inventory, keys.text);
    if (which.all) {
      return readAll(endpoint);
    }
    return read(endpoint, which.inventory == null ? named : endpoint.meters(), inventory);
  }

  private static Inventory inventory(Path file) {
    Inventory inventory = InventoryFile.read(file);
    if (inventory.meters().isEmpty()) {
      throw new IllegalArgumentException("the inventory " + file + " has no meters");
    }
    return inventory;
  }

  private int readAll(MBusEndpoint endpoint) throws Exception {
    LineSearchResult scan;
    boolean stopped;
    try (Interruption interruption = Interruption.watch()) {
      scan = scan(endpoint, interruption::requested);
      stopped = interruption.requested();
    }
    RuntimeException failure = scan.failure();
    if (failure != null) {
      throw failure;
    }
    if (stopped || scan.found().isEmpty()) {
      return ExitCode.SOME_FAILED;
    }
    List<MeterAddress> meters = scan.found().stream().map(ReadCommand::asked).toList();
    int exitCode = read(endpoint, meters, Inventory.EMPTY);
    return scan.isGood() ? exitCode : ExitCode.SOME_FAILED;
  }

  private LineSearchResult scan(MBusEndpoint endpoint, BooleanSupplier stopped) {
    SearchPlan plan =
        SearchPlan.of(
            endpoint.getConfiguration().getBaudRate(),
            SearchMethod.SECONDARY,
            SearchOptions.DEFAULT);
    try (ScanOutput out = new FindingsOutput(output.screen(System.err, line.isTraced()))) {
      LineSearchResult result = Scan.run(endpoint, plan, out, probe -> probe, stopped);
      out.summary(result);
      return result;
    }
  }

  /** Its address is what has selected it; a secondary search finds only meters that have one. */
  private static MeterAddress asked(LineMeter found) {
    return MeterAddress.secondary(String.valueOf(found.meter().selection()));
  }

  /** Queues all requests, so that the line does not wait while a reading is printed. */
  private int read(MBusEndpoint endpoint, List<MeterAddress> meters, Inventory inventory)
      throws Exception {
    ReadingOutput out = new ReadingOutput(output, units);
    int exitCode = ExitCode.OK;
    MBusConfiguration configuration = endpoint.getConfiguration();
    Duration ofOne = configuration.getCommandTimeout();
    // The time of a command includes its wait in the queue.
    configuration.setCommandTimeout(ofOne.multipliedBy(Math.max(1, meters.size())));
    try (AsyncProducer bus = endpoint.createAsyncProducer()) {
      bus.start();
      List<CompletableFuture<Exchange>> answers =
          meters.stream().map(meter -> ask(bus, meter)).toList();
      for (int i = 0; i < meters.size(); i++) {
        MeterReading reading = reading(endpoint, meters.get(i), answers.get(i).get(), inventory);
        out.print(reading);
        if (reading.error() != null) {
          exitCode = ExitCode.SOME_FAILED;
        }
      }
    }
    return exitCode;
  }

  private static CompletableFuture<Exchange> ask(AsyncProducer bus, MeterAddress address) {
    Exchange exchange = bus.getEndpoint().createExchange();
    exchange.getMessage().setHeader(MBusConstants.ADDRESS, address);
    return bus.processAsync(exchange);
  }

  /** The reading of a meter, or a reading with the error; throws if the line is not available. */
  private MeterReading reading(
      MBusEndpoint endpoint, MeterAddress asked, Exchange answer, Inventory inventory)
      throws Exception {
    Exception failure = answer.getException();
    if (failure == null) {
      return answer.getMessage().getBody(MeterReading.class);
    } else if (failure instanceof BusException cause) {
      LineAddress line = LineAddress.parse(endpoint.getCanonicalLine());
      MeterReading reading = ReadFailures.of(cause, asked, line, clock.instant());
      String name = name(asked, inventory);
      return name == null ? reading : reading.named(name);
    }
    throw failure;
  }

  private static @Nullable String name(MeterAddress asked, Inventory inventory) {
    return inventory.meters().stream()
        .filter(meter -> meter.asked().equals(asked))
        .findFirst()
        .map(InventoryMeter::name)
        .orElse(null);
  }
}
