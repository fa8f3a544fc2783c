package io.github.camelmbus.example;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.MeterAddresses;
import io.github.camelmbus.camel.MeterReading;
import io.github.camelmbus.camel.Readings;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.search.SearchOptions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
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
    List<MeterAddress> named =
        which.named.stream().flatMap(meters -> meters.addresses().stream()).toList();
    CamelContext context = camel.withoutRoutes();
    if (line.trace) {
      Logs.traceFrames();
    }
    MBusEndpoint endpoint = line.endpoint(context, baudRate);
    return which.all ? readAll(endpoint) : read(endpoint, named);
  }

  private int readAll(MBusEndpoint endpoint) throws Exception {
    ScanResult scan = scan(new MasterLine(endpoint));
    if (scan.failure() != null) {
      throw scan.failure();
    }
    int exitCode = read(endpoint, scan.found().stream().map(ReadCommand::address).toList());
    return scan.isGood() ? exitCode : ExitCode.SOME_FAILED;
  }

  private ScanResult scan(MasterLine master) {
    ScanPlan plan =
        new ScanPlan(BaudRates.of(master.baudRate()), true, false, SearchOptions.DEFAULT);
    try (Interruption interruption = Interruption.watch();
        ScanOutput out = new FindingsOutput(output.screen(System.err))) {
      ScanResult result =
          new Scan(master, plan, out, probe -> probe, interruption::requested).run();
      out.summary(result);
      return result;
    }
  }

  /** What a secondary search finds has an address, if not always an exact one. */
  private static MeterAddress address(ScanResult.Found found) {
    return MeterAddress.secondary(String.valueOf(found.meter().address()));
  }

  private int read(MBusEndpoint endpoint, List<MeterAddress> meters) throws Exception {
    try (AsyncProducer bus = endpoint.createAsyncProducer()) {
      bus.start();
      return print(meters.stream().map(address -> ask(bus, address)).toList());
    }
  }

  /** Queues a reading, so that the line need not wait for what is done with the one before. */
  private static CompletableFuture<Exchange> ask(AsyncProducer bus, MeterAddress address) {
    Exchange exchange = bus.getEndpoint().createExchange();
    exchange.getMessage().setHeader(MBusConstants.ADDRESS, address);
    return bus.processAsync(exchange);
  }

  private int print(List<CompletableFuture<Exchange>> answers) throws Exception {
    ReadingOutput out = new ReadingOutput(output);
    int exitCode = ExitCode.OK;
    for (CompletableFuture<Exchange> answer : answers) {
      MeterReading reading = reading(answer.get());
      out.print(reading);
      if (reading.error() != null) {
        exitCode = ExitCode.SOME_FAILED;
      }
    }
    return exitCode;
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
