package io.github.camelmbus.example;

import io.github.camelmbus.search.Mask;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Finds the meters of a line. */
@Command(
    name = "scan",
    description = "Finds the meters of a line, by secondary and by primary addresses.")
public final class ScanCommand implements Callable<Integer> {
  @Mixin LineOptions line = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATES",
      converter = BaudRates.Converter.class,
      description =
          "Bit/s, 300 to 38400, 2400 by default; 2400,300 searches at each; auto tries all until"
              + " meters answer.")
  @Nullable BaudRates baudRates;

  @Option(names = "--secondary", description = "Search by secondary addresses.")
  boolean secondary;

  @Option(names = "--primary", description = "Search by primary addresses, 0 to 250.")
  boolean primary;

  @Option(
      names = "--mask",
      paramLabel = "MASK",
      converter = MaskConverter.class,
      description = "Search for these secondary addresses only: 7135FFFF, F stands for any digit.")
  @Nullable Mask mask;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CamelSession camel;

  @Inject
  public ScanCommand(CamelSession camel) {
    this.camel = camel;
  }

  /** A mask as an option. */
  static final class MaskConverter implements ITypeConverter<Mask> {
    @Override
    public Mask convert(String text) {
      try {
        return Mask.parse(text.strip());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() {
    requireSense();
    CamelContext context = camel.withoutRoutes();
    if (line.trace) {
      Logs.traceFrames();
    }
    MasterLine master = new MasterLine(line.endpoint(context, firstRate()));
    ScanPlan plan = plan(master);
    if (plan.baudRates().areSeveral() && master.hasItsOwnBaudRate()) {
      spec.commandLine().getErr().println(master.address() + ": " + MasterLine.OWN_BAUD_RATE);
    }
    ScanResult result = scan(master, plan);
    LineUnavailableException failure = result.failure();
    if (failure != null) {
      throw failure;
    }
    return result.isGood() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private void requireSense() {
    if (primary && !secondary && mask != null) {
      throw misused("--mask is for the secondary search, so it does not go with --primary alone");
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private @Nullable Integer firstRate() {
    return baudRates == null ? null : baudRates.rates().get(0);
  }

  private ScanPlan plan(MasterLine master) {
    boolean both = !secondary && !primary && mask == null;
    SearchOptions options = SearchOptions.DEFAULT.withScope(mask == null ? Mask.ANY : mask);
    return new ScanPlan(
        baudRates == null ? BaudRates.of(master.baudRate()) : baudRates,
        both || secondary || mask != null,
        both || primary,
        options);
  }

  private ScanResult scan(MasterLine master, ScanPlan plan) {
    try (Interruption interruption = Interruption.watch();
        ScanOutput out = scanOutput()) {
      Scan scan = new Scan(master, plan, out, () -> interruption.requested() || !out.isOpen());
      ScanResult result = scan.run();
      if (result.probes() > 0) {
        out.summary(result);
      }
      return result;
    }
  }

  private ScanOutput scanOutput() {
    return output.json()
        ? new JsonScanOutput(output.data(), LineClock.SYSTEM)
        : new TableScanOutput(output.screen(output.data()));
  }
}
