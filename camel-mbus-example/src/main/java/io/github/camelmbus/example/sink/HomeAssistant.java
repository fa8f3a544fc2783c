package io.github.camelmbus.example.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.reading.MeterReading;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What is published for Home Assistant, all of it retained. For each meter:
 *
 * <pre>
 *   homeassistant/sensor/mbus_METER_KEY/config   one for each record: MQTT discovery
 *   mbus/METER/state                             the values, in the units of their sensors
 *     mbus/METER/availability                      online; offline after some time without a reading
 * </pre>
 *
 * and {@link #bridgeTopic()} for all of them, which {@link HomeAssistantLink} publishes.
 *
 * <p>Discovery is published when it is new or has changed, and once an hour, because a broker may
 * have lost its retained messages. Thread-safe.
 */
@Singleton
@Named("homeAssistant")
@RegisterForReflection
public class HomeAssistant {
  static final String ONLINE = "online";
  static final String OFFLINE = "offline";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration AGAIN = Duration.ofHours(1);

  /** A meter stays available for at least so many polls without a reading. */
  private static final int POLLS = 3;

  private final MeterKey keys = new MeterKey();
  private final Map<String, Published> meters = new LinkedHashMap<>();
  private final DiscoveryMessages discovery;
  private final String readings;
  private final String bridge;
  private final Duration silence;
  private final PollPlan known;
  private final Clock clock;

  /**
   * @param discovery makes the messages that describe sensors.
   * @param readings topic above those of meters.
   * @param line distinguishes the topics of several apps at one broker.
   * @param silence how long a meter stays available without a reading, but three polls at least.
   * @param delay from one poll to the next.
   * @param known which meters are polled.
   * @param clock for the times of readings and messages.
   */
  @Inject
  public HomeAssistant(
      DiscoveryMessages discovery,
      @ConfigProperty(name = "mbus.mqtt.topic") String readings,
      @ConfigProperty(name = "mbus.line") String line,
      @ConfigProperty(name = "mbus.mqtt.silence") String silence,
      @ConfigProperty(name = "mbus.delay") String delay,
      PollPlan known,
      Clock clock) {
    this.discovery = discovery;
    this.readings = readings;
    this.bridge = readings + "/bridge/" + MeterKey.level(line);
    long millis =
        Math.max(
            TimeSetting.millis("mbus.mqtt.silence", silence),
            POLLS * TimeSetting.millis("mbus.delay", delay));
    this.silence = Duration.ofMillis(millis);
    this.known = known;
    this.clock = clock;
  }

  /**
   * A message to publish.
   *
   * @param topic in full.
   * @param payload JSON or a word; empty to remove what is retained.
   */
  @RegisterForReflection
  public record Announcement(String topic, String payload) {}

  private record Announced(String payload, Instant at) {}

  /** What the broker has of a meter. */
  private static final class Published {
    private final Map<String, Announced> configs = new LinkedHashMap<>();
    private Instant heard;
    private @Nullable String state;

    /** Null while it is not known what an earlier run has published. */
    private @Nullable Boolean online;

    private Published(Instant heard) {
      this.heard = heard;
    }
  }

  /** Topic that says whether the app runs; it is the first availability topic of its sensors. */
  public String bridgeTopic() {
    return bridge;
  }

  /** How long a meter stays available without a reading. */
  public Duration silence() {
    return silence;
  }

  /** What to publish, retained and in this order, after a reading. */
  @Handler
  public synchronized List<Announcement> announcements(MeterReading reading) {
    Instant now = clock.instant();
    String meter = keys.topic(reading);
    Published published = meters.computeIfAbsent(meter, any -> new Published(now));
    published.heard = now;
    List<Announcement> messages = new ArrayList<>();
    DiscoveryMessages.OfReading of =
        discovery.of(reading, meter, List.of(bridge, availability(meter)), state(meter));
    for (Announcement config : of.configs()) {
      if (isDue(published.configs.get(config.topic()), config, now)) {
        published.configs.put(config.topic(), new Announced(config.payload(), now));
        messages.add(config);
      }
    }
    published.state = DiscoveryMessages.json(of.values());
    messages.add(new Announcement(state(meter), published.state));
    if (!Boolean.TRUE.equals(published.online)) {
      messages.add(availability(meter, published, true));
    }
    return messages;
  }

  private static boolean isDue(@Nullable Announced before, Announcement config, Instant now) {
    return before == null
        || !before.payload().equals(config.payload())
        || !now.isBefore(before.at().plus(AGAIN));
  }

  private Announcement availability(String meter, Published published, boolean online) {
    published.online = online;
    return new Announcement(availability(meter), online ? ONLINE : OFFLINE);
  }

  private String availability(String meter) {
    return readings + "/" + meter + "/availability";
  }

  private String state(String meter) {
    return readings + "/" + meter + "/state";
  }

  /** All that was published before, for a Home Assistant or a broker that starts again. */
  public synchronized List<Announcement> everything() {
    List<Announcement> messages = new ArrayList<>();
    meters.forEach(
        (meter, published) -> {
          published.configs.forEach(
              (topic, config) -> messages.add(new Announcement(topic, config.payload())));
          if (published.state != null) {
            messages.add(new Announcement(state(meter), published.state));
          }
          if (published.online != null) {
            messages.add(availability(meter, published, published.online));
          }
        });
    return messages;
  }

  /**
   * Adds a message that an earlier run has left at the broker, so that its meter becomes
   * unavailable or is removed if no reading of it follows. Messages of other programs are ignored.
   *
   * @param topic of a message of discovery.
   * @param config its payload.
   */
  public synchronized void found(String topic, String config) {
    JsonNode sensor = tree(config);
    String state = sensor.path("state_topic").asText();
    boolean ours = bridge.equals(sensor.at("/availability/0/topic").asText());
    if (ours && state.startsWith(readings + "/") && state.endsWith("/state")) {
      String meter = state.substring(readings.length() + 1, state.length() - "/state".length());
      Instant now = clock.instant();
      meters
          .computeIfAbsent(meter, any -> new Published(now))
          .configs
          .putIfAbsent(topic, new Announced(config, Instant.EPOCH));
    }
  }

  /**
   * What to publish for meters without a reading for too long: they are unavailable, or removed.
   */
  public synchronized List<Announcement> ofSilentMeters() {
    Instant now = clock.instant();
    List<Announcement> messages = new ArrayList<>();
    meters
        .entrySet()
        .removeIf(
            entry -> {
              Published published = entry.getValue();
              boolean silent = !now.isBefore(published.heard.plus(silence));
              boolean removed = silent && known.isRemoved(entry.getKey());
              if (removed) {
                messages.addAll(removal(entry.getKey(), published));
              } else if (silent && !Boolean.FALSE.equals(published.online)) {
                messages.add(availability(entry.getKey(), published, false));
              }
              return removed;
            });
    return messages;
  }

  private List<Announcement> removal(String meter, Published published) {
    List<Announcement> messages = new ArrayList<>();
    published.configs.keySet().forEach(topic -> messages.add(new Announcement(topic, "")));
    messages.add(new Announcement(state(meter), ""));
    messages.add(new Announcement(availability(meter), ""));
    return messages;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return MAPPER.createObjectNode(); // of another program
    }
  }
}
