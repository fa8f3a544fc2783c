package io.github.camelmbus.example;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MeterAddresses;
import io.github.camelmbus.camel.MeterReading;
import io.github.camelmbus.camel.Readings;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.SearchOptions;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads meters by their addresses, or all that are there. */
@Command(name = "read", description = "Reads meters, one after the other in the order given.")
public final class ReadCommand implements Callable<Integer> {
  @Mixin LineOptions line = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATE",
      description = "Bit/s, 300 to 38400; 2400 by default.")
  @Nullable Integer baudRate;

  @ArgGroup(multiplicity = "1")
  Which which = new Which();

  @Mixin KeyOptions keys = new KeyOptions();

  @Mixin OutputOptions output = new OutputOptions();

  private final CamelSession camel;

  @Inject
  public ReadCommand(CamelSession camel) {
    this.camel = camel;
  }

  /** How the meters are named. */
  static final class Which {
    @ArgGroup(multiplicity = "1..*")
    List<Meters> named = new ArrayList<>();

    @Option(
        names = "--inventory",
        required = true,
        paramLabel = "FILE",
        description = "All meters of an inventory, with their names.")
    @Nullable Path inventory;

    @Option(
        names = "--all",
        required = true,
        description = "All meters that a secondary search finds.")
    boolean all;
  }

  /** Meters that are named in one way; the option may be given several times. */
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
    List<AskedMeter> asked = asked();
    CamelContext context = camel.withoutRoutes();
    if (line.trace) {
      Logs.traceFrames();
    }
    return which.all ? readAll(context) : read(context, asked);
  }

  /** The meters that are named one by one. */
  private List<AskedMeter> asked() {
    Path file = which.inventory;
    if (file == null) {
      return which.named.stream()
          .flatMap(meters -> meters.addresses().stream())
          .map(AskedMeter::at)
          .toList();
    }
    List<AskedMeter> asked =
        InventoryFile.read(file).meters().stream().map(AskedMeter::of).toList();
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("the inventory " + file + " has no meters");
    }
    return asked;
  }

  private int readAll(CamelContext context) throws Exception {
    ScanResult scan = scan(new MasterLine(line.endpoint(context, baudRate, null)));
    if (scan.failure() != null) {
      throw scan.failure();
    }
    if (!scan.isGood()) {
      return ExitCode.SOME_FAILED;
    }
    return read(context, scan.found().stream().map(ReadCommand::asked).toList());
  }

  private ScanResult scan(MasterLine master) {
    ScanPlan plan =
        new ScanPlan(BaudRates.of(master.baudRate()), true, false, SearchOptions.DEFAULT);
    try (Interruption interruption = Interruption.watch();
        ScanOutput out = new FindingsOutput(output.screen(System.err, line.trace))) {
      ScanResult result =
          new Scan(master, plan, out, probe -> probe, interruption::requested).run();
      out.summary(result);
      return result;
    }
  }

  /** What a secondary search finds has an address, if not always an exact one. */
  private static AskedMeter asked(ScanResult.Found found) {
    return AskedMeter.at(MeterAddress.secondary(String.valueOf(found.meter().address())));
  }

  /** Reads meters that need the line to be driven in the same way together, others after them. */
  private int read(CamelContext context, List<AskedMeter> meters) throws Exception {
    ReadingOutput out = new ReadingOutput(output);
    Map<Endpoint, List<AskedMeter>> byLine = new LinkedHashMap<>();
    for (AskedMeter meter : meters) {
      Integer rate = meter.baudRate() == null ? baudRate : meter.baudRate();
      byLine
          .computeIfAbsent(
              line.endpoint(context, rate, meter.responseTimeout(), keys.text, which.inventory),
              driven -> new ArrayList<>())
          .add(meter);
    }
    int exitCode = ExitCode.OK;
    for (Map.Entry<Endpoint, List<AskedMeter>> group : byLine.entrySet()) {
      try (AsyncProducer bus = group.getKey().createAsyncProducer()) {
        bus.start();
        exitCode = Math.max(exitCode, read(bus, group.getValue(), out));
      }
    }
    return exitCode;
  }

  /** Queues all readings, so that the line need not wait for what is done with the one before. */
  private static int read(AsyncProducer bus, List<AskedMeter> meters, ReadingOutput out)
      throws Exception {
    List<CompletableFuture<Exchange>> answers =
        meters.stream().map(meter -> ask(bus, meter.address())).toList();
    int exitCode = ExitCode.OK;
    for (int i = 0; i < meters.size(); i++) {
      MeterReading reading = meters.get(i).named(reading(answers.get(i).get()));
      out.print(reading);
      if (reading.error() != null) {
        exitCode = ExitCode.SOME_FAILED;
      }
    }
    return exitCode;
  }

  private static CompletableFuture<Exchange> ask(AsyncProducer bus, MeterAddress address) {
    Exchange exchange = bus.getEndpoint().createExchange();
    exchange.getMessage().setHeader(MBusConstants.ADDRESS, address);
    return bus.processAsync(exchange);
  }

  /** The reading of a meter, or one that says why there is none. */
  private static MeterReading reading(Exchange answer) throws Exception {
    Exception failure = answer.getException();
    if (failure == null) {
      return answer.getMessage().getBody(MeterReading.class);
    } else if (failure instanceof BusException cause) {
      List<byte[]> octets = cause.octets().length == 0 ? List.of() : List.of(cause.octets());
      return Readings.failure(cause.code(), String.valueOf(cause.getMessage()), null, octets);
    } else if (failure instanceof MBusFormatException cause) {
      String message = String.valueOf(cause.getMessage());
      return Readings.failure(cause.fault().code(), message, cause.offset(), List.of());
    }
    throw failure;
  }
}
