package io.github.camelmbus.example.app;

import io.github.camelmbus.example.sink.PollPlan;
import io.github.camelmbus.example.sink.TimeSetting;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.simulator.House;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.util.TimeUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which meters {@code run} polls: those that {@code mbus.meters} names; else, on the simulated
 * house, all its meters; else those that a search of the line finds and keeps in an inventory. On a
 * line {@code kmp:...} it is the meter under the head.
 */
@Singleton
class PolledMeters implements PollPlan {
  private static final Logger LOG = LoggerFactory.getLogger(PolledMeters.class);
  private static final String SIMULATED = "sim:";

  /**
   * Begins lines with an optical head on one Kamstrup meter, which has no address and needs no
   * search.
   */
  static final String HEAD = "kmp:";

  private static final String NONE = "none";
  private static final List<String> LOGS = List.of("hour", "day", "month", "year", NONE);

  /** The line without any configuration; a search of it would take more than a minute. */
  private static final String HOUSE = "house";

  /** Digits of a secondary address that are printed on the meter. */
  private static final int ID_DIGITS = 8;

  private static final Pattern SECONDARY =
      Pattern.compile("(?:^|&)secondary=([0-9A-Fa-f,]+)(?:&|$)");

  private static final Pattern OTHER_METERS =
      Pattern.compile("(?:^|&)(?:primary|discover|inventory)=");

  private static final Pattern WHOLE_ADDRESS = Pattern.compile("[0-9A-F]{16}");

  /** Polls with a shorter pause drain a battery. */
  private static final Duration OFTEN = Duration.ofMinutes(1);

  private static final long SECOND = 1000;

  private final String line;
  private final Optional<String> named;
  private final String delay;
  private final Path inventory;
  private final String rediscover;
  private final String log;
  private final String archive;

  PolledMeters(
      @ConfigProperty(name = "mbus.line") String line,
      @ConfigProperty(name = "mbus.meters") Optional<String> meters,
      @ConfigProperty(name = "mbus.delay") String delay,
      @ConfigProperty(name = "mbus.inventory") Path inventory,
      @ConfigProperty(name = "mbus.rediscover") String rediscover,
      @ConfigProperty(name = "mbus.kmp.log") String log,
      @ConfigProperty(name = "mbus.archive") String archive) {
    this.line = line;
    this.named = meters.or(() -> line.equals(SIMULATED + HOUSE) ? metersOfHouse() : meters);
    this.delay = delay;
    this.inventory = inventory;
    this.rediscover = rediscover;
    this.log = log;
    this.archive = archive;
  }

  private static Optional<String> metersOfHouse() {
    return House.named(HOUSE).meters().stream()
        .map(meter -> meter.addresses().secondary().substring(0, ID_DIGITS))
        .reduce((one, more) -> one + "," + more)
        .map(ids -> "secondary=" + ids);
  }

  /**
   * Sets two properties for the routes: {@code mbus.poll} is the endpoint that polls the meters,
   * and {@code mbus.known} are the options of one that reads them once.
   */
  void addTo(BaseMainSupport main) {
    main.addInitialProperty("mbus.poll", endpoint());
    warnOfBatteries();
    if (line.startsWith(HEAD)) {
      requireLog();
      if (!log.equals(NONE) && !archive.equals(NONE)) {
        main.addInitialProperty("mbus.log", logEndpoint());
        main.configure().addRoutesBuilder(new HeadLogRoute());
      }
      return;
    }
    main.addInitialProperty("mbus.known", named.orElseGet(this::known));
    if (named.isEmpty()) {
      makeInventory();
    }
  }

  private void requireLog() {
    if (!LOGS.contains(log)) {
      throw new IllegalArgumentException(
          "mbus.kmp.log is one of %s, not '%s'".formatted(String.join(", ", LOGS), log));
    }
  }

  private void warnOfBatteries() {
    long pause = TimeSetting.millis("mbus.delay", delay);
    if (!line.startsWith(SIMULATED)
        && !line.startsWith(HEAD + SIMULATED)
        && pause < OFTEN.toMillis()) {
      LOG.info(
          "Meters are polled again after {} (mbus.delay). Those with a battery have a budget of"
              + " readouts: 15m is often enough for them",
          pause % SECOND == 0 ? TimeUtils.printDuration(pause) : pause + "ms");
    }
  }

  /** The endpoint that polls. */
  String endpoint() {
    if (line.startsWith(HEAD)) {
      return head() + "delay=" + delay;
    }
    return "mbus:%s?%s&delay=%s&streaming=true"
        .formatted(line, named.orElseGet(this::discovered), delay);
  }

  private String logEndpoint() {
    return head() + "operation=getLog&log=" + log;
  }

  private String head() {
    return line + "?" + named.map(given -> given + "&").orElse("");
  }

  /**
   * Decides by a secondary address only: which meter has a primary address is not known before it
   * answers.
   */
  @Override
  public boolean isRemoved(String meter) {
    if (!WHOLE_ADDRESS.matcher(meter).matches()) {
      return false;
    }
    return named.isPresent() ? !mayBeNamed(meter, named.get()) : !mayBeInInventory(meter);
  }

  private static boolean mayBeNamed(String meter, String options) {
    Matcher secondary = SECONDARY.matcher(options);
    return OTHER_METERS.matcher(options).find()
        || !secondary.find()
        || Arrays.stream(secondary.group(1).split(","))
            .anyMatch(mask -> isMasked(meter, mask.toUpperCase(Locale.ROOT)));
  }

  /** Whether a mask selects a meter; F and missing digits stand for any digit. */
  private static boolean isMasked(String meter, String mask) {
    return meter.matches(mask.replace('F', '.') + ".*");
  }

  private boolean mayBeInInventory(String meter) {
    try {
      Inventory read = Inventory.read(inventory);
      // It may be empty because no search has found a meter yet.
      return read.meters().isEmpty()
          || read.meters().stream()
              .map(InventoryMeter::address)
              .anyMatch(address -> address == null || isMasked(meter, address.id()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      LOG.debug("The inventory {} cannot be read", inventory, e); // a poll warns of it
      return true;
    }
  }

  private String discovered() {
    return "discover=secondary&rediscover=" + rediscover + "&" + known();
  }

  private String known() {
    return "inventory=RAW(" + inventory + ")";
  }

  /**
   * Makes an empty inventory if there is none, for routes that only read it. If it cannot be made,
   * polls continue without it, but all meters cannot be read on demand.
   */
  private void makeInventory() {
    try {
      Files.createDirectories(inventory.toAbsolutePath().getParent());
      if (Files.notExists(inventory)) {
        Inventory.EMPTY.save(inventory);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn(
          "The inventory {} cannot be made: {}. Meters are polled, but what is found is not kept,"
              + " and /meters of mbus.on-demand=rest fails",
          inventory,
          FileFailure.words(e));
    }
  }
}
