package io.github.camelmbus.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a meter in the file of an inventory, by name. An accessor returns null, an empty
 * list, no keys or false if its member is absent, and throws {@link IllegalArgumentException} or
 * {@link java.time.DateTimeException} if it is malformed.
 *
 * @param json the JSON object of the meter.
 */
record MeterMembers(ObjectNode json) {
  static final String SECONDARY_ADDRESS = "secondaryAddress";
  static final String PRIMARY_ADDRESS = "primaryAddress";
  static final String NAME = "name";
  static final String TAGS = "tags";
  static final String BAUD_RATE = "baudRate";
  static final String RESPONSE_TIMEOUT = "responseTimeout";
  static final String SECRET_KEY = "secretKey";
  static final String MASK = "mask";
  static final String RESPONSE_TIME = "responseTime";
  static final String FIRST_SEEN = "firstSeen";
  static final String LAST_SEEN = "lastSeen";
  static final String MISSING = "missing";

  @Nullable SecondaryAddress address() {
    String text = text(SECONDARY_ADDRESS);
    return text == null ? null : SecondaryAddress.parse(text);
  }

  @Nullable Integer primaryAddress() {
    return integer(PRIMARY_ADDRESS);
  }

  @Nullable String name() {
    return text(NAME);
  }

  List<String> tags() {
    if (json.hasNonNull(TAGS) && !json.get(TAGS).isArray()) {
      throw new IllegalArgumentException("it is an array of words, not " + json.get(TAGS));
    }
    List<String> tags = new ArrayList<>();
    json.path(TAGS).forEach(tag -> tags.add(tag.asText()));
    return List.copyOf(tags);
  }

  @Nullable Integer baudRate() {
    return integer(BAUD_RATE);
  }

  @Nullable Duration responseTimeout() {
    return millis(RESPONSE_TIMEOUT);
  }

  Keys keys() {
    String key = text(SECRET_KEY);
    return key == null ? Keys.NONE : Keys.ofAll(key);
  }

  @Nullable Mask mask() {
    String text = text(MASK);
    return text == null ? null : Mask.parse(text);
  }

  @Nullable Instant lastSeen() {
    return instant(LAST_SEEN);
  }

  boolean missing() {
    JsonNode missing = json.path(MISSING);
    if (!missing.isMissingNode() && !missing.isNull() && !missing.isBoolean()) {
      throw new IllegalArgumentException("it is true or false, not " + missing);
    }
    return missing.asBoolean();
  }

  /** The meter, for messages. */
  String who() {
    String member = json.hasNonNull(SECONDARY_ADDRESS) ? SECONDARY_ADDRESS : PRIMARY_ADDRESS;
    return ("meter " + json.path(member).asText()).strip();
  }

  private @Nullable String text(String member) {
    if (!json.hasNonNull(member)) {
      return null;
    } else if (!json.get(member).isValueNode()) {
      throw new IllegalArgumentException("it is text, not " + json.get(member));
    }
    return json.get(member).asText();
  }

  private @Nullable Integer integer(String member) {
    if (!json.hasNonNull(member)) {
      return null;
    }
    if (!json.get(member).canConvertToInt()) {
      throw new IllegalArgumentException("it is a whole number, not " + json.get(member));
    }
    return json.get(member).intValue();
  }

  @Nullable Duration millis(String member) {
    Integer millis = integer(member);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  @Nullable Instant instant(String member) {
    String text = text(member);
    return text == null ? null : Instant.parse(text);
  }
}
