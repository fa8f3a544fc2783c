package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.example.app.Logs;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.search.LineSearchResult;
import io.github.camelmbus.search.SearchMethod;
import io.github.camelmbus.search.SearchOptions;
import io.github.camelmbus.search.SearchPlan;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineUnavailableException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
  /** Why several baud rates make no sense on a line whose baud rate is fixed. */
  private static final String OWN_BAUD_RATE =
      "the gateway has a baud rate of its own, which --baud cannot change; --baud only sets how"
          + " long to wait for answers";

  @Mixin LineOptions line = new LineOptions();

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "RATES",
      converter = BaudRates.Converter.class,
      description =
          "Baud rate in bit/s, 300 to 38400, 2400 by default; 2400,300 searches at each of these;"
              + " auto tries all rates until meters answer.")
  @Nullable BaudRates baudRates;

  @Option(
      names = "--secondary",
      description = "Search by secondary addresses; by default both searches are made.")
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
          "Search for ids with digits A to E everywhere, not only where a reply shows one; takes"
              + " some 40 more probes.")
  boolean letters;

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "Ask the meters of this inventory first; missing ones are reported.")
  @Nullable Path known;

  @Option(names = "--verify", description = "Ask only the meters of --known.")
  boolean verify;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Save what is found in this inventory; names and other entries in it are kept.")
  @Nullable Path save;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Save the result of each probe in this file, and resume an earlier scan that was"
              + " stopped.")
  @Nullable Path state;

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  private final CommandCamel camel;
  private final Clock clock;

  /**
   * @param clock for dates; not looked up later, because an interrupted command has no beans any
   *     more.
   */
  @Inject
  public ScanCommand(CommandCamel camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  /** Converts the mask of {@code --mask}. */
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
    requireConsistentOptions();
    Inventory knownBefore = known == null ? Inventory.EMPTY : InventoryFile.read(known);
    InventoryFile inventory = save == null ? null : InventoryFile.toUpdate(save);
    CamelContext context = camel.withoutRoutes();
    if (line.trace) {
      Logs.traceFrames();
    }
    MBusEndpoint endpoint = line.endpoint(context, firstRate(), null, null);
    SearchPlan plan = plan(endpoint, knownBefore, inventory);
    if (plan.atSeveralRates() && hasItsOwnBaudRate(endpoint)) {
      report(endpoint.getCanonicalLine() + ": " + OWN_BAUD_RATE);
    }
    LineSearchResult result = scan(endpoint, plan, inventory);
    RuntimeException failure = result.failure();
    if (failure != null) {
      if (failure instanceof LineUnavailableException && result.probes() > 0) {
        report(endpoint.getCanonicalLine() + ": the line was lost during the scan");
      }
      throw failure;
    }
    return result.isGood() && !result.misses(knownBefore) ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private static boolean hasItsOwnBaudRate(MBusEndpoint endpoint) {
    return endpoint.lineToSearch().hasItsOwnBaudRate();
  }

  private void requireConsistentOptions() {
    if (primary && !secondary && (mask != null || verify || letters)) {
      throw misused(
          "--mask, --verify and --letters are for the secondary search, so they do not go with"
              + " --primary alone");
    } else if (verify && known == null) {
      throw misused("--verify asks known meters, so it needs --known FILE");
    } else if (state != null && baudRates != null && baudRates.areSeveral()) {
      throw misused("--state is for one baud rate, so it needs --baud with a single rate");
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void report(String message) {
    spec.commandLine().getErr().println(message);
  }

  /** The meters of an inventory that match the mask and have one of these baud rates. */
  private List<SecondaryAddress> knownMeters(Inventory inventory, BaudRates rates) {
    Mask scope = scope();
    List<SecondaryAddress> meters = (verify ? inventory : inventory.at(rates.rates())).known(scope);
    if (meters.isEmpty() && verify) {
      throw new IllegalArgumentException(
          known + " has no meter to verify: none with a secondary address that matches " + scope);
    }
    return meters;
  }

  /** The rates of {@code --baud}; by default, with {@code --verify}, also those of the meters. */
  private BaudRates baudRates(MBusEndpoint endpoint, Inventory knownBefore) {
    if (baudRates != null) {
      return baudRates;
    }
    Set<Integer> rates = new LinkedHashSet<>(Set.of(endpoint.getConfiguration().getBaudRate()));
    if (verify && state == null && !hasItsOwnBaudRate(endpoint)) {
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

  private SearchPlan plan(
      MBusEndpoint endpoint, Inventory knownBefore, @Nullable InventoryFile inventory) {
    BaudRates rates = baudRates(endpoint, knownBefore);
    List<SecondaryAddress> knownMeters = knownMeters(knownBefore, rates);
    SearchOptions usual = SearchOptions.DEFAULT.withScope(scope());
    SearchOptions options = letters ? usual.withLetters() : usual;
    return new SearchPlan(
        rates.rates(),
        rates.onlyUntilFound(),
        methods(),
        verify ? options.verifying(knownMeters) : options.withKnown(knownMeters),
        inventory == null ? List.of(knownBefore) : List.of(knownBefore, inventory.before()));
  }

  private Set<SearchMethod> methods() {
    boolean onlySecondary = mask != null || verify || letters;
    Set<SearchMethod> methods = EnumSet.noneOf(SearchMethod.class);
    if (secondary || onlySecondary) {
      methods.add(SearchMethod.SECONDARY);
    }
    if (primary) {
      methods.add(SearchMethod.PRIMARY);
    }
    return methods.isEmpty() ? EnumSet.allOf(SearchMethod.class) : methods;
  }

  private LineSearchResult scan(
      MBusEndpoint endpoint, SearchPlan plan, @Nullable InventoryFile inventory) {
    try (Interruption interruption = Interruption.watch();
        ScanState journal = state == null ? null : openState(state, endpoint);
        ScanOutput out = scanOutput()) {
      if (journal != null && journal.isResumed()) {
        report("resuming the scan of " + state);
      }
      LineSearchResult result =
          Scan.run(
              endpoint,
              plan,
              out,
              probe -> journal == null ? probe : journal.over(probe),
              () -> interruption.requested() || !out.isOpen());
      if (result.probes() > 0) {
        keep(result, inventory, out);
        if (journal != null && result.complete()) {
          journal.remove();
        }
      }
      return result;
    }
  }

  private static ScanState openState(Path file, MBusEndpoint endpoint) {
    return ScanState.open(
        file, endpoint.getCanonicalLine(), endpoint.getConfiguration().getBaudRate());
  }

  /** Prints and saves what the scan has found and changed. */
  private void keep(LineSearchResult result, @Nullable InventoryFile inventory, ScanOutput out) {
    if (inventory == null) {
      out.summary(result);
      return;
    }
    Inventory.Merged merged = inventory.merge(result, clock.instant());
    if (!inventory.before().meters().isEmpty()) {
      out.changed(merged.changes());
    }
    out.summary(result);
    inventory.save(merged);
  }

  private ScanOutput scanOutput() {
    return output.json()
        ? new JsonScanOutput(output.data(), LineClock.SYSTEM)
        : new TableScanOutput(output.screen(output.data(), line.trace), this::report);
  }
}
