package io.github.camelmbus.example.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.reading.KmpReadings;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.reading.RecurringReadings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of the archive from readings, and the readings from the entries again, with the
 * same JSON. An entry keeps the telegrams, which are decoded again, and the facts that are not in
 * them.
 */
public final class EntryCodec {
  private static final String MBUS = "mbus";

  /** The protocol of meters under optical heads. */
  public static final String KMP = "kmp";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Function<ArchiveEntry.Source, Keys> keys;

  /**
   * @param keys gives the keys of a meter that encrypts, which are not archived.
   */
  public EntryCodec(Function<ArchiveEntry.Source, Keys> keys) {
    this.keys = keys;
  }

  /**
   * The entry of a reading.
   *
   * @param meter the identity of the meter.
   * @param asked the address it was asked by; null if unknown.
   * @param event {@code alarm} for an alarm; null for anything else.
   * @param now the time of the entry if the reading has none.
   * @throws IllegalArgumentException if an entry of a log has no time.
   */
  public ArchiveEntry entry(
      MeterReading reading,
      String meter,
      @Nullable String asked,
      @Nullable String event,
      Instant now) {
    String name = reading.meter() == null ? null : reading.meter().name();
    List<byte[]> telegrams = reading.telegrams().stream().map(HEX::parseHex).toList();
    String protocol = KmpReadings.areTelegrams(telegrams) ? KMP : MBUS;
    ArchiveEntry.Source source =
        new ArchiveEntry.Source(protocol, reading.line(), meter, asked, name);
    MeterReading.LogPlace log = reading.log();
    if (log != null && reading.readAt() == null) {
      throw new IllegalArgumentException(
          "entry %d of the %s log of meter %s has no time, so it cannot be archived"
              .formatted(log.entry(), log.log(), meter));
    }
    Instant readAt = Objects.requireNonNullElse(reading.readAt(), now);
    String kind = log == null ? event : ArchiveEntry.LOG;
    MeterReading.Problem problem = reading.error();
    String error = problem == null ? null : error(problem);
    String place = log == null ? null : place(log).toString();
    ArchiveEntry plain = new ArchiveEntry(source, readAt, kind, telegrams, error, place);
    String extra = extra(reading, reading(plain, key -> false));
    return extra == null ? plain : new ArchiveEntry(source, readAt, kind, telegrams, error, extra);
  }

  private static ObjectNode place(MeterReading.LogPlace log) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("log", log.log());
    json.put("logEntry", log.entry());
    return json;
  }

  /** The reading of an entry. */
  public MeterReading reading(ArchiveEntry entry) {
    return reading(entry, key -> true);
  }

  /**
   * The reading of an entry with some of its records, which takes less time.
   *
   * @param wanted selects records by their keys.
   */
  public MeterReading reading(ArchiveEntry entry, Predicate<String> wanted) {
    return reading(
        entry,
        wanted,
        (telegrams, line, readAt, name, keysOfMeter) ->
            ReadingDecoder.ofTelegrams(telegrams, line, readAt, name, keysOfMeter, wanted));
  }

  /**
   * Makes readings of many entries, as {@link #reading(ArchiveEntry, Predicate)} does, and in less
   * time. For any number of threads at once.
   *
   * @param wanted selects records by their keys, and the same for the same key each time.
   */
  public Function<ArchiveEntry, MeterReading> readings(Predicate<String> wanted) {
    Map<ArchiveEntry.Source, RecurringReadings> ofMeters = new ConcurrentHashMap<>();
    return entry -> {
      RecurringReadings ofMeter =
          ofMeters.computeIfAbsent(entry.source(), source -> new RecurringReadings(wanted));
      return reading(entry, wanted, ofMeter::ofTelegrams);
    };
  }

  /** As {@link #readings}, but the records alone, in less than half the time. */
  public Function<ArchiveEntry, List<MeterReading.Record>> records(Predicate<String> wanted) {
    Map<ArchiveEntry.Source, RecurringReadings> ofMeters = new ConcurrentHashMap<>();
    return entry -> {
      ArchiveEntry.Source source = entry.source();
      if (entry.error() != null || source.protocol().equals(KMP)) {
        return reading(entry, wanted).records();
      }
      RecurringReadings ofMeter =
          ofMeters.computeIfAbsent(source, any -> new RecurringReadings(wanted));
      try {
        return ofMeter.records(entry.telegrams(), entry.readAt(), keys.apply(source));
      } catch (MBusFormatException fault) {
        return List.of();
      }
    };
  }

  /** Decodes the telegrams of one readout of M-Bus. */
  private interface TelegramDecoder {
    MeterReading reading(
        List<byte[]> telegrams,
        @Nullable String line,
        @Nullable Instant readAt,
        @Nullable String name,
        Keys keys);
  }

  private MeterReading reading(
      ArchiveEntry entry, Predicate<String> wanted, TelegramDecoder telegrams) {
    MeterReading reading = decode(entry, wanted, telegrams);
    JsonNode extra = entry.extra() == null ? null : tree(entry.extra());
    if (extra == null) {
      return reading;
    }
    if (extra.has("meter")) {
      reading = reading.from(meter(extra.get("meter")), reading.line(), reading.readAt());
    }
    if (reading instanceof MeterReading.Success success && extra.has("complete")) {
      List<String> warnings = new ArrayList<>();
      extra.path("warnings").forEach(warning -> warnings.add(warning.asText()));
      reading = success.withWarnings(warnings, extra.get("complete").asBoolean());
    }
    return reading;
  }

  private MeterReading decode(
      ArchiveEntry entry, Predicate<String> wanted, TelegramDecoder telegrams) {
    ArchiveEntry.Source source = entry.source();
    if (entry.error() != null) {
      JsonNode error = tree(entry.error());
      Integer offset = error.has("offset") ? error.get("offset").asInt() : null;
      return ReadingDecoder.failure(
              error.path("code").asText(),
              error.path("message").asText(),
              offset,
              entry.telegrams())
          .from(named(source.name()), source.line(), entry.readAt());
    }
    if (source.protocol().equals(KMP)) {
      return chosen(decodeKmp(entry), wanted);
    }
    try {
      return telegrams.reading(
          entry.telegrams(), source.line(), entry.readAt(), source.name(), keys.apply(source));
    } catch (MBusFormatException fault) {
      return ReadingDecoder.failure(fault, entry.telegrams())
          .from(named(source.name()), source.line(), entry.readAt());
    }
  }

  private static MeterReading chosen(MeterReading reading, Predicate<String> wanted) {
    return reading instanceof MeterReading.Success all
        ? all.withRecords(all.records().stream().filter(one -> wanted.test(one.key())).toList())
        : reading;
  }

  private static MeterReading decodeKmp(ArchiveEntry entry) {
    ArchiveEntry.Source source = entry.source();
    try {
      MeterReading reading = decodeFrames(entry);
      return source.name() == null ? reading : reading.named(source.name());
    } catch (KmpFormatException fault) {
      return ReadingDecoder.failure(
              fault.fault().code(), String.valueOf(fault.getMessage()), null, entry.telegrams())
          .from(named(source.name()), source.line(), entry.readAt());
    }
  }

  private static MeterReading decodeFrames(ArchiveEntry entry) {
    String line = entry.source().line();
    MeterReading.LogPlace place = logPlace(entry);
    if (place != null) {
      return KmpReadings.ofLogEntry(entry.telegrams(), place, line, entry.readAt());
    }
    return KmpReadings.ofTelegrams(entry.telegrams(), line, entry.readAt());
  }

  /** The number and the log of an entry of a log; null for any other entry. */
  static MeterReading.@Nullable LogPlace logPlace(ArchiveEntry entry) {
    if (!entry.isLog() || entry.extra() == null) {
      return null;
    }
    JsonNode extra = tree(entry.extra());
    return new MeterReading.LogPlace(extra.path("log").asText(), extra.path("logEntry").asLong());
  }

  private static MeterReading.@Nullable Meter named(@Nullable String name) {
    return name == null
        ? null
        : new MeterReading.Meter(null, name, null, null, null, null, null, null);
  }

  private static String error(MeterReading.Problem problem) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("code", problem.code());
    json.put("message", problem.message());
    if (problem.offset() != null) {
      json.put("offset", problem.offset());
    }
    return json.toString();
  }

  /** The facts of a reading that are not in its telegrams; null without any. */
  private static @Nullable String extra(MeterReading reading, MeterReading decoded) {
    ObjectNode extra = reading.log() == null ? MAPPER.createObjectNode() : place(reading.log());
    if (!Objects.equals(reading.meter(), decoded.meter())) {
      extra.set("meter", meter(reading.meter()));
    }
    int known = decoded.warnings().size();
    boolean more = reading.warnings().size() > known;
    if (more || reading.complete() != decoded.complete()) {
      var warnings = extra.putArray("warnings");
      reading.warnings().stream().skip(known).forEach(warnings::add);
      extra.put("complete", reading.complete());
    }
    return extra.isEmpty() ? null : extra.toString();
  }

  private static JsonNode meter(MeterReading.@Nullable Meter meter) {
    if (meter == null) {
      return MAPPER.nullNode();
    }
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", meter.id());
    json.put("name", meter.name());
    json.put("manufacturer", meter.manufacturer());
    json.put("version", meter.version());
    json.put("deviceType", meter.deviceType());
    json.put("deviceTypeCode", meter.deviceTypeCode());
    json.put("secondaryAddress", meter.secondaryAddress());
    json.put("primaryAddress", meter.primaryAddress());
    json.properties().removeIf(member -> member.getValue().isNull());
    return json;
  }

  private static MeterReading.@Nullable Meter meter(JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    return new MeterReading.Meter(
        text(json, "id"),
        text(json, "name"),
        text(json, "manufacturer"),
        number(json, "version"),
        text(json, "deviceType"),
        number(json, "deviceTypeCode"),
        text(json, "secondaryAddress"),
        number(json, "primaryAddress"));
  }

  private static @Nullable String text(JsonNode json, String member) {
    return json.hasNonNull(member) ? json.get(member).asText() : null;
  }

  private static @Nullable Integer number(JsonNode json, String member) {
    return json.hasNonNull(member) ? json.get(member).asInt() : null;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }
}
