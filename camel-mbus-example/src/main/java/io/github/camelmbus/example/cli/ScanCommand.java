package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.example.app.CamelSession;
import io.github.camelmbus.example.app.Logs;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchResult;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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

  @Option(
      names = "--letters",
      description =
          "Look for ids with digits A to E too, and not only where one shows; some 40 questions"
              + " more.")
  boolean letters;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "Ask the meters of this inventory first.")
  @Nullable Path known;

  @Option(names = "--verify", description = "Ask the known meters and nothing else.")
  boolean verify;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write what is found to this inventory; what people wrote there stays.")
  @Nullable Path save;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Keep in this file what each probe shows, and go on where an earlier scan was cut off.")
  @Nullable Path state;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CamelSession camel;
  private final Clock clock;

  /**
   * @param clock for dates; given, as beans are gone by the end of a command that is interrupted.
   */
  @Inject
  public ScanCommand(CamelSession camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
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
    Inventory knownBefore = known == null ? Inventory.EMPTY : InventoryFile.read(known);
    InventoryFile inventory = save == null ? null : InventoryFile.toUpdate(save);
    CamelContext context = camel.withoutRoutes();
    if (line.trace) {
      Logs.traceFrames();
    }
    MasterLine master = new MasterLine(line.endpoint(context, firstRate(), null, null), clock);
    ScanPlan plan = plan(master, knownBefore, inventory);
    if (plan.baudRates().areSeveral() && master.hasItsOwnBaudRate()) {
      tell(master.address() + ": " + MasterLine.OWN_BAUD_RATE);
    }
    ScanResult result = scan(master, plan, inventory);
    RuntimeException failure = result.failure();
    if (failure != null) {
      if (failure instanceof LineUnavailableException && result.probes() > 0) {
        tell(master.address() + ": the line was lost in the middle of the scan");
      }
      throw failure;
    }
    return result.isGood() && !isOneMissing(knownBefore, plan, result)
        ? ExitCode.OK
        : ExitCode.SOME_FAILED;
  }

  private boolean isOneMissing(Inventory known, ScanPlan plan, ScanResult result) {
    Predicate<InventoryMeter> sought = plan.sought(result);
    SearchResult search = result.asSearch();
    return known
        .merge(search.seen(), search.gone(sought), clock.instant())
        .inventory()
        .meters()
        .stream()
        .anyMatch(meter -> meter.missing() && sought.test(meter));
  }

  private void requireSense() {
    if (primary && !secondary && (mask != null || verify || letters)) {
      throw misused(
          "--mask, --verify and --letters are for the secondary search, so they do not go with"
              + " --primary alone");
    } else if (verify && known == null) {
      throw misused("--verify asks known meters, so it needs --known FILE");
    } else if (state != null && baudRates != null && baudRates.areSeveral()) {
      throw misused("--state keeps what is known at one baud rate, so it needs one --baud RATE");
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void tell(String message) {
    spec.commandLine().getErr().println(message);
  }

  /** The meters of an inventory that the mask means, and that a search at these rates hears. */
  private List<SecondaryAddress> knownMeters(Inventory inventory, BaudRates rates) {
    Mask scope = scope();
    List<SecondaryAddress> meters =
        inventory.meters().stream()
            .filter(meter -> verify || rates.rates().stream().anyMatch(meter::isAt))
            .filter(Inventory.selectedBy(scope))
            .map(InventoryMeter::selection)
            .filter(address -> address != null && address.idIsExact())
            .distinct()
            .toList();
    if (meters.isEmpty() && verify) {
      throw new IllegalArgumentException(
          known + " has no meter to verify: none with a secondary address that matches " + scope);
    }
    return meters;
  }

  /** Those that were asked for; to verify meters, else, all that they have of their own. */
  private BaudRates baudRates(MasterLine master, Inventory knownBefore) {
    if (baudRates != null) {
      return baudRates;
    }
    Set<Integer> rates = new LinkedHashSet<>(Set.of(master.baudRate()));
    if (verify && state == null && !master.hasItsOwnBaudRate()) {
      knownBefore.meters().stream()
          .map(InventoryMeter::baudRate)
          .filter(Objects::nonNull)
          .forEach(rates::add);
    }
    return new BaudRates(List.copyOf(rates), false);
  }

  private Mask scope() {
    return mask == null ? Mask.ANY : mask;
  }

  private @Nullable Integer firstRate() {
    return baudRates == null ? null : baudRates.rates().get(0);
  }

  private ScanPlan plan(
      MasterLine master, Inventory knownBefore, @Nullable InventoryFile inventory) {
    BaudRates rates = baudRates(master, knownBefore);
    List<SecondaryAddress> knownMeters = knownMeters(knownBefore, rates);
    boolean onlySecondary = mask != null || verify || letters;
    boolean both = !secondary && !primary && !onlySecondary;
    SearchOptions usual = SearchOptions.DEFAULT.withScope(scope());
    SearchOptions options = letters ? usual.withLetters() : usual;
    return new ScanPlan(
        rates,
        both || secondary || onlySecondary,
        both || primary,
        verify ? options.verifying(knownMeters) : options.withKnown(knownMeters),
        inventory == null ? List.of(knownBefore) : List.of(knownBefore, inventory.before()));
  }

  private ScanResult scan(MasterLine master, ScanPlan plan, @Nullable InventoryFile inventory) {
    try (Interruption interruption = Interruption.watch();
        ScanState journal = state == null ? null : openState(state, master);
        ScanOutput out = scanOutput()) {
      if (journal != null && journal.isResumed()) {
        tell("going on with the scan of which " + state + " is the state");
      }
      ScanResult result =
          new Scan(
                  master,
                  plan,
                  out,
                  probe -> journal == null ? probe : journal.over(probe),
                  () -> interruption.requested() || !out.isOpen())
              .run();
      if (result.probes() > 0) {
        keep(result, plan, inventory, out);
        if (journal != null && result.complete()) {
          journal.remove();
        }
      }
      output.requireWritten();
      return result;
    }
  }

  private static ScanState openState(Path file, MasterLine master) {
    return ScanState.open(file, master.address(), master.baudRate());
  }

  /** Tells what the scan has found and changed, and saves it. */
  private void keep(
      ScanResult result, ScanPlan plan, @Nullable InventoryFile inventory, ScanOutput out) {
    if (inventory == null) {
      out.summary(result);
      return;
    }
    Inventory.Merged merged = inventory.merge(result, plan.sought(result), clock.instant());
    if (!inventory.before().meters().isEmpty()) {
      out.changed(merged.changes());
    }
    out.summary(result);
    inventory.save(merged, result);
  }

  private ScanOutput scanOutput() {
    return output.json()
        ? new JsonScanOutput(output.data(), LineClock.SYSTEM)
        : new TableScanOutput(output.screen(output.data(), line.trace), this::tell);
  }
}
