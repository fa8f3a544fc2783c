package io.github.camelmbus.simulator;

import io.github.camelmbus.simulator.GatewayOptions.Answers;
import io.github.camelmbus.simulator.GatewayOptions.BadOctetRule;
import io.github.camelmbus.simulator.GatewayOptions.Clients;
import io.github.camelmbus.simulator.GatewayOptions.Failures;
import io.github.camelmbus.simulator.GatewayOptions.Forwarding;
import io.github.camelmbus.simulator.GatewayOptions.Packing;
import io.github.camelmbus.simulator.GatewayOptions.Place;
import io.github.camelmbus.simulator.GatewayOptions.Protocol;
import io.github.camelmbus.simulator.GatewayOptions.Speech;
import io.github.camelmbus.simulator.GatewayOptions.Way;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text form of {@link GatewayOptions}. */
final class GatewayText {
  private static final List<String> FLAGS =
      List.of("whole", "mute", "telnet", "discards-bad-octets");
  private static final List<String> FIELDS =
      List.of(
          "delay",
          "jitter",
          "seed",
          "size",
          "time",
          "gap",
          "split",
          "drop",
          "drop-in",
          "drop-after",
          "halfopen",
          "idle",
          "greeting",
          "one");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,8})(ms|s)");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

  private final Map<String, String> words = new LinkedHashMap<>();

  GatewayText(String text) {
    for (String word : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] parts = word.strip().split("=", 2);
      requireKnown(parts);
      if (words.put(parts[0], parts.length == 1 ? "" : parts[1]) != null) {
        throw new IllegalArgumentException("'" + parts[0] + "' is there twice");
      }
    }
  }

  private static void requireKnown(String[] parts) {
    String word = String.join("=", parts);
    if (!(parts.length == 1 ? FLAGS : FIELDS).contains(parts[0])) {
      throw new IllegalArgumentException(
          "'%s' is none of %s, %s=.."
              .formatted(word, String.join(", ", FLAGS), String.join("=.., ", FIELDS)));
    }
  }

  GatewayOptions read() {
    return new GatewayOptions(
        new Way(time("delay"), time("jitter"), seed()),
        new Packing(
            words.containsKey("whole") ? Answers.WHOLE : Answers.AS_THEY_ARRIVE,
            count("size"),
            time("time"),
            time("gap"),
            time("split")),
        failures(),
        new Speech(
            words.containsKey("mute") ? Forwarding.NONE : Forwarding.BOTH_WAYS,
            words.getOrDefault("greeting", ""),
            words.containsKey("telnet") ? Protocol.TELNET : Protocol.RAW),
        clients(),
        words.containsKey("discards-bad-octets") ? BadOctetRule.DISCARD : BadOctetRule.AS_THE_LINE);
  }

  private long seed() {
    return words.containsKey("seed") ? count("seed", 0) : Way.USUAL_SEED;
  }

  private Failures failures() {
    Place place = Place.BEFORE;
    int request = 0;
    for (Place each : Place.values()) {
      int here = count(dropWord(each));
      if (here > 0 && request > 0) {
        throw new IllegalArgumentException("only one of drop, drop-in and drop-after can be set");
      }
      place = here > 0 ? each : place;
      request += here;
    }
    return new Failures(place, request, count("halfopen"), time("idle"));
  }

  private static String dropWord(Place place) {
    return switch (place) {
      case BEFORE -> "drop";
      case IN -> "drop-in";
      case AFTER -> "drop-after";
    };
  }

  private Clients clients() {
    String one = words.get("one");
    if (one == null) {
      return Clients.SEVERAL;
    }
    return switch (one) {
      case "refuse" -> Clients.REFUSE_SECOND;
      case "kick" -> Clients.KICK_FIRST;
      default -> throw new IllegalArgumentException("one is refuse or kick, not '" + one + "'");
    };
  }

  private Duration time(String word) {
    @Nullable String value = words.get(word);
    if (value == null) {
      return Duration.ZERO;
    }
    Matcher matcher = TIME.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          word + " is a time with its unit, such as 300ms or 2s, not '" + value + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  /** A number from 1 on; 0 without the word. */
  private int count(String word) {
    return words.containsKey(word) ? count(word, 1) : 0;
  }

  private int count(String word, int least) {
    String value = words.getOrDefault(word, "");
    if (!COUNT.matcher(value).matches() || Integer.parseInt(value) < least) {
      throw new IllegalArgumentException(
          word + " is a whole number from " + least + " on, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }
}
