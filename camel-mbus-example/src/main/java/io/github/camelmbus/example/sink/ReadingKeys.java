package io.github.camelmbus.example.sink;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.inventory.KnownMeters;
import io.github.camelmbus.master.MeterAddress;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of meters that encrypt, from the same settings as those of the poll. The archive keeps
 * telegrams as they came, so readings from it are decrypted again.
 */
@Singleton
public class ReadingKeys {
  /** The setting with the keys of all lines. */
  public static final String OF_COMPONENT = "camel.component.mbus.configuration.secret-key";

  /** The setting with the options of the poll. */
  public static final String METERS = "mbus.meters";

  /** The setting with the file of the inventory. */
  public static final String INVENTORY = "mbus.inventory";

  private static final Pattern PRIMARY = Pattern.compile("\\d{1,3}");
  private static final Pattern SECONDARY = Pattern.compile("[0-9A-Fa-f]{8}|[0-9A-Fa-f]{16}");

  private static final Logger LOG = LoggerFactory.getLogger(ReadingKeys.class);

  private final Keys others;
  private final KnownMeters known;
  private final EntryCodec codec = new EntryCodec(this::keys);

  /**
   * @param ofComponent the keys of all lines.
   * @param meters the options of the poll, whose keys replace them.
   * @param inventory the file of the inventory, which may have keys of single meters.
   * @param clock for the dates of the inventory.
   */
  public ReadingKeys(
      @ConfigProperty(name = OF_COMPONENT) Optional<String> ofComponent,
      @ConfigProperty(name = METERS) Optional<String> meters,
      @ConfigProperty(name = INVENTORY) Path inventory,
      Clock clock) {
    this.others =
        meters
            .flatMap(ReadingKeys::ofOptions)
            .or(() -> ofComponent)
            .map(Keys::parse)
            .orElse(Keys.NONE);
    this.known = new KnownMeters(inventory, clock);
    try {
      known.load(true);
    } catch (IllegalArgumentException | UncheckedIOException damaged) {
      LOG.debug("no keys from the inventory: {}", damaged.getMessage());
    }
  }

  /** As Camel reads the options of an endpoint, with {@code RAW(...)} and {@code RAW{...}}. */
  private static Optional<String> ofOptions(String options) {
    try {
      Map<String, Object> parameters = URISupport.parseQuery(options.replaceFirst("^[?&]", ""));
      URISupport.resolveRawParameterValues(parameters);
      return Optional.ofNullable(parameters.get("secretKey")).map(Object::toString);
    } catch (URISyntaxException wrong) {
      return Optional.empty(); // The endpoint of the poll says what is wrong.
    }
  }

  /**
   * Makes the readings of many entries at once, with the inventory as it is now: it is not looked
   * at for each of them.
   */
  public EntryCodec codecOfNow() {
    Map<ArchiveEntry.Source, Keys> found = new ConcurrentHashMap<>();
    return new EntryCodec(source -> found.computeIfAbsent(source, this::keys));
  }

  /** Makes entries of readings, and readings of entries. */
  public EntryCodec codec() {
    return codec;
  }

  /**
   * The name that a meter has now in the inventory.
   *
   * @return the name it had when it was read, if the inventory has none for it.
   */
  public @Nullable String nameNow(ArchiveEntry.Source source) {
    return known.current().meters().stream()
        .filter(meter -> source.meter().equals(String.valueOf(meter.address())))
        .map(InventoryMeter::name)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(source.name());
  }

  private Keys keys(ArchiveEntry.Source source) {
    if (known.current().meters().isEmpty()) {
      return others;
    }
    MeterAddress asked = address(source.asked());
    MeterAddress meter = asked == null ? address(source.meter()) : asked;
    return meter == null ? others : known.keys(meter, others);
  }

  private static @Nullable MeterAddress address(@Nullable String text) {
    if (text == null) {
      return null;
    } else if (PRIMARY.matcher(text).matches()) {
      return MeterAddress.primary(Integer.parseInt(text));
    }
    return SECONDARY.matcher(text).matches() ? MeterAddress.secondary(text) : null;
  }
}
