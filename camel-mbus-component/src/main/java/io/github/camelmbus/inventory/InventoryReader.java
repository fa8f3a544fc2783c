package io.github.camelmbus.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.master.MeterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Parses the text of an inventory. Messages name the line, as people edit the file, and mask what
 * looks like a key, as it may stand in a wrong member.
 */
final class InventoryReader {
  private static final String FORM =
      "an inventory is a JSON object with an array 'meters', see its documentation";

  /**
   * In words up to this length one other letter may make a word of its own: task is not a misspelt
   * mask.
   */
  private static final int SHORT_WORD = 5;

  private static final Pattern KEY = Pattern.compile("(?i)[0-9a-f]{32}");

  /** The known members, each with an accessor that throws if it is malformed. */
  private static final Map<String, Consumer<MeterMembers>> MEMBERS = members();

  private final JsonParser json;
  private final ObjectNode others = Inventory.JSON.createObjectNode();
  private final List<InventoryMeter> meters = new ArrayList<>();
  private boolean hasMeters;

  private InventoryReader(JsonParser json) {
    this.json = json;
  }

  private static Map<String, Consumer<MeterMembers>> members() {
    Map<String, Consumer<MeterMembers>> members = new LinkedHashMap<>();
    members.put(MeterMembers.SECONDARY_ADDRESS, MeterMembers::address);
    members.put(MeterMembers.PRIMARY_ADDRESS, MeterMembers::primaryAddress);
    members.put(MeterMembers.NAME, MeterMembers::name);
    members.put(MeterMembers.TAGS, MeterMembers::tags);
    members.put(MeterMembers.BAUD_RATE, meter -> new MeterSettings(meter.baudRate(), null));
    members.put(
        MeterMembers.RESPONSE_TIMEOUT, meter -> new MeterSettings(null, meter.responseTimeout()));
    members.put(MeterMembers.SECRET_KEY, MeterMembers::keys);
    members.put(MeterMembers.MASK, MeterMembers::mask);
    members.put(MeterMembers.RESPONSE_TIME, meter -> meter.millis(MeterMembers.RESPONSE_TIME));
    members.put(MeterMembers.FIRST_SEEN, meter -> meter.instant(MeterMembers.FIRST_SEEN));
    members.put(MeterMembers.LAST_SEEN, MeterMembers::lastSeen);
    members.put(MeterMembers.MISSING, MeterMembers::missing);
    return members;
  }

  /**
   * @throws IllegalArgumentException if it is not an inventory; the message begins with the line.
   */
  static Inventory read(String text) {
    try (JsonParser json = Inventory.JSON.createParser(text)) {
      return new InventoryReader(json).inventory();
    } catch (JsonProcessingException e) {
      // The message of the parser quotes the text, which may contain a key.
      throw new IllegalArgumentException(
          "line %d: it is no JSON from column %d on"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // impossible: the text is in memory
    }
  }

  private Inventory inventory() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("line 1: " + FORM);
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      int line = line();
      if (name.equals(Inventory.METERS)) {
        readMeters(line);
      } else {
        others.set(name, value());
      }
    }
    if (json.nextToken() != null) {
      throw mistake(line(), "unexpected text after the end of the inventory");
    } else if (!hasMeters) {
      throw mistake(1, FORM);
    }
    return new Inventory(others, meters);
  }

  private void readMeters(int line) throws IOException {
    if (hasMeters) {
      throw mistake(line, "'meters' is there for the second time");
    } else if (json.nextToken() != JsonToken.START_ARRAY) {
      throw mistake(line(), FORM);
    }
    hasMeters = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw mistake(line(), "a meter is a JSON object in braces");
      }
      meters.add(meter());
    }
  }

  private InventoryMeter meter() throws IOException {
    int begin = line();
    ObjectNode members = Inventory.JSON.createObjectNode();
    Map<String, Integer> lines = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (lines.put(name, line()) != null) {
        throw mistake(line(), "'" + name + "' is there for the second time in one meter");
      }
      members.set(name, value());
    }
    MeterMembers meter = new MeterMembers(members);
    MEMBERS.forEach((name, taker) -> check(meter, name, taker, lines.getOrDefault(name, begin)));
    lines.forEach(InventoryReader::requireSpelling);
    if (meter.address() == null && meter.primaryAddress() == null) {
      throw mistake(begin, "a meter of an inventory has a secondaryAddress or a primaryAddress");
    }
    try {
      return new InventoryMeter(members);
    } catch (IllegalArgumentException e) {
      throw mistake(begin, String.valueOf(e.getMessage()));
    }
  }

  private static void check(
      MeterMembers meter, String member, Consumer<MeterMembers> taker, int line) {
    try {
      taker.accept(meter);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw mistake(line, "%s of %s: %s".formatted(member, meter.who(), e.getMessage()));
    }
  }

  /** Keeps unknown members, but rejects misspelt known ones. */
  private static void requireSpelling(String member, int line) {
    if (MEMBERS.containsKey(member)) {
      return;
    }
    for (String known : MEMBERS.keySet()) {
      if (isNearly(member.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT))) {
        throw mistake(line, "'%s' is spelled '%s'".formatted(member, known));
      }
    }
  }

  /** One letter too many or missing, two letters swapped, or one wrong letter in a long word. */
  private static boolean isNearly(String one, String known) {
    int shorter = Math.min(one.length(), known.length());
    int begin = 0;
    while (begin < shorter && one.charAt(begin) == known.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin
        && one.charAt(one.length() - 1 - end) == known.charAt(known.length() - 1 - end)) {
      end++;
    }
    String got = one.substring(begin, one.length() - end);
    String wanted = known.substring(begin, known.length() - end);
    int others = Math.max(got.length(), wanted.length());
    return got.length() + wanted.length() <= 1
        || (others == 1 && known.length() > SHORT_WORD)
        || (others == 2 && got.contentEquals(new StringBuilder(wanted).reverse()));
  }

  private JsonNode value() throws IOException {
    json.nextToken();
    return json.readValueAsTree();
  }

  private int line() {
    return json.currentTokenLocation().getLineNr();
  }

  private static IllegalArgumentException mistake(int line, String text) {
    return new IllegalArgumentException(
        "line " + line + ": " + KEY.matcher(text).replaceAll("xxxxxx"));
  }
}
