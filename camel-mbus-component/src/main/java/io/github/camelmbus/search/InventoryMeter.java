package io.github.camelmbus.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import io.github.camelmbus.master.write.WriteReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One meter of an {@link Inventory}. Knows its members by name; others that people have added stay
 * as they are.
 */
public final class InventoryMeter {
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

  private final ObjectNode members;

  InventoryMeter(ObjectNode members) {
    this.members = members.deepCopy();
  }

  static InventoryMeter of(FoundMeter found, Instant now) {
    ObjectNode members = Inventory.JSON.createObjectNode();
    if (found.address() != null) {
      members.put(SECONDARY_ADDRESS, found.address().toString());
    }
    members.put(PRIMARY_ADDRESS, found.primaryAddress()).put(FIRST_SEEN, now.toString());
    return new InventoryMeter(members).seen(found, now);
  }

  /** Its secondary address; null if only a primary scan has seen it. */
  public @Nullable SecondaryAddress address() {
    String text = text(SECONDARY_ADDRESS);
    return text == null ? null : SecondaryAddress.parse(text);
  }

  /** 0..250; null if nobody knows. */
  public @Nullable Integer primaryAddress() {
    return integer(PRIMARY_ADDRESS);
  }

  /** What people call it. */
  public @Nullable String name() {
    return text(NAME);
  }

  /** What people sort it by. */
  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    if (members.hasNonNull(TAGS) && !members.get(TAGS).isArray()) {
      throw new IllegalArgumentException("it is an array of words, not " + members.get(TAGS));
    }
    members.path(TAGS).forEach(tag -> tags.add(tag.asText()));
    return List.copyOf(tags);
  }

  /** bit/s; null for that of the line. */
  public @Nullable Integer baudRate() {
    return integer(BAUD_RATE);
  }

  /**
   * Whether a search hears it.
   *
   * @param searched the baud rate of the search, in bit/s.
   */
  public boolean isAt(int searched) {
    Integer own = baudRate();
    return own == null || own == searched;
  }

  /** Replaces the answer window for this meter; null for that of the line. In the file in ms. */
  public @Nullable Duration responseTimeout() {
    return millis(RESPONSE_TIMEOUT);
  }

  /** Its AES key, which opens what comes from it; none if it has none. */
  public Keys keys() {
    String key = text(SECRET_KEY);
    return key == null ? Keys.NONE : Keys.ofAll(key);
  }

  /** How it wants to be talked to, where that is not as the line is driven. */
  public MeterSettings settings() {
    return new MeterSettings(baudRate(), responseTimeout());
  }

  /** What messages call it: its name, if it has one, and the address it is asked by. */
  public String title() {
    String name = name();
    return name == null ? asked().toString() : name + " " + asked();
  }

  /**
   * How to ask it: by its secondary address. By the primary one if it has no other, if a primary
   * scan has found it and nobody knows whether it can be selected, or if only its fabrication
   * number tells it from another.
   */
  public MeterAddress asked() {
    SecondaryAddress secondary = address();
    Integer primary = primaryAddress();
    return secondary != null && (primary == null || isSelectable())
        ? new MeterAddress.Secondary(secondary)
        : MeterAddress.primary(Objects.requireNonNull(primary));
  }

  private boolean isSelectable() {
    Mask mask = mask();
    return mask == null ? lastSeen() == null : mask.fabricationNumber() == null;
  }

  /** The selection that has read it; null if a primary scan has found it. */
  public @Nullable Mask mask() {
    String text = text(MASK);
    return text == null ? null : Mask.parse(text);
  }

  /**
   * The secondary address to send in a selection: that of the meter if it has read the meter or no
   * other selection is known, else its id with manufacturer, version and device type of {@link
   * #mask()}. Null if it has no secondary address.
   */
  public @Nullable SecondaryAddress selection() {
    SecondaryAddress own = address();
    Mask mask = mask();
    return own == null || mask == null ? own : mask.narrowedTo(own);
  }

  /** From request to answer when it was found. In the file in ms. */
  public @Nullable Duration responseTime() {
    return millis(RESPONSE_TIME);
  }

  public @Nullable Instant firstSeen() {
    return instant(FIRST_SEEN);
  }

  public @Nullable Instant lastSeen() {
    return instant(LAST_SEEN);
  }

  /** Whether the last search that should have found it has not. */
  public boolean missing() {
    JsonNode missing = members.path(MISSING);
    if (!missing.isMissingNode() && !missing.isNull() && !missing.isBoolean()) {
      throw new IllegalArgumentException("it is true or false, not " + missing);
    }
    return missing.asBoolean();
  }

  /**
   * Whether this meter hangs where another one did: at the same primary address, which somebody
   * must have given both (0 is that of all meters which nobody configured), and measuring the same.
   */
  boolean hasThePlaceOf(InventoryMeter other) {
    SecondaryAddress own = address();
    SecondaryAddress before = other.address();
    Integer primary = primaryAddress();
    return own != null
        && before != null
        && own.deviceType() == before.deviceType()
        && primary != null
        && primary > 0
        && primary <= PrimaryScan.LAST_ADDRESS
        && primary.equals(other.primaryAddress());
  }

  boolean is(FoundMeter found) {
    SecondaryAddress own = address();
    if (own == null || found.address() == null) {
      Integer primary = primaryAddress();
      return own == null && primary != null && primary == found.primaryAddress();
    }
    // An entry of 8 digits, written by hand, is the meter with this id.
    return own.matches(found.address());
  }

  /** Whether it was written to, by what was known of the meter before. */
  boolean is(WriteReport report) {
    SecondaryAddress own = address();
    SecondaryAddress told = report.meter();
    if (own != null && told != null) {
      return own.matches(told);
    }
    MeterAddress target = report.target();
    return target != null && target.equals(asked());
  }

  /**
   * With what a write has changed.
   *
   * @param after by the names that its members have.
   */
  InventoryMeter written(Map<String, Object> after) {
    ObjectNode updated = members.deepCopy();
    for (String number : List.of(PRIMARY_ADDRESS, BAUD_RATE)) {
      if (after.get(number) instanceof Integer now) {
        updated.put(number, now);
      }
    }
    if (after.get(SECONDARY_ADDRESS) instanceof String now && address() != null) {
      updated.put(SECONDARY_ADDRESS, now);
      Mask mask = mask();
      if (mask != null) {
        SecondaryAddress exact = SecondaryAddress.parse(now);
        updated.put(MASK, new Mask(exact, mask.fabricationNumber()).toString());
      }
    }
    return new InventoryMeter(updated);
  }

  InventoryMeter seen(FoundMeter found, Instant now) {
    ObjectNode updated = members.deepCopy();
    updated.put(PRIMARY_ADDRESS, found.primaryAddress());
    if (found.mask() != null) {
      updated.put(MASK, found.mask().toString());
    }
    updated.put(RESPONSE_TIME, Math.toIntExact(found.responseTime().toMillis()));
    if (!updated.has(FIRST_SEEN)) {
      updated.put(FIRST_SEEN, now.toString());
    }
    updated.put(LAST_SEEN, now.toString());
    updated.remove(MISSING);
    return new InventoryMeter(updated);
  }

  InventoryMeter gone() {
    ObjectNode updated = members.deepCopy();
    updated.put(MISSING, true);
    return new InventoryMeter(updated);
  }

  ObjectNode members() {
    return members.deepCopy();
  }

  private @Nullable String text(String member) {
    if (!members.hasNonNull(member)) {
      return null;
    } else if (!members.get(member).isValueNode()) {
      throw new IllegalArgumentException("it is text, not " + members.get(member));
    }
    return members.get(member).asText();
  }

  private @Nullable Integer integer(String member) {
    if (!members.hasNonNull(member)) {
      return null;
    }
    if (!members.get(member).canConvertToInt()) {
      throw new IllegalArgumentException("it is a whole number, not " + members.get(member));
    }
    return members.get(member).intValue();
  }

  private @Nullable Duration millis(String member) {
    Integer millis = integer(member);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  private @Nullable Instant instant(String member) {
    String text = text(member);
    return text == null ? null : Instant.parse(text);
  }

  /** What messages call it. */
  String who() {
    String member = members.hasNonNull(SECONDARY_ADDRESS) ? SECONDARY_ADDRESS : PRIMARY_ADDRESS;
    return ("meter " + members.path(member).asText()).strip();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InventoryMeter that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** All members, the key masked. */
  @Override
  public String toString() {
    ObjectNode shown = members.deepCopy();
    if (shown.has(SECRET_KEY)) {
      shown.put(SECRET_KEY, "xxxxxx");
    }
    return shown.toString();
  }
}
