package io.github.camelmbus.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    members.path(TAGS).forEach(tag -> tags.add(tag.asText()));
    return List.copyOf(tags);
  }

  /** bit/s; null for that of the line. */
  public @Nullable Integer baudRate() {
    return integer(BAUD_RATE);
  }

  /** Replaces the answer window for this meter; null for that of the line. In the file in ms. */
  public @Nullable Duration responseTimeout() {
    return millis(RESPONSE_TIMEOUT);
  }

  /** AES key as hex digits; null if it has none. */
  public @Nullable String secretKey() {
    return text(SECRET_KEY);
  }

  /** The selection that has read it; null if a primary scan has found it. */
  public @Nullable Mask mask() {
    String text = text(MASK);
    return text == null ? null : Mask.parse(text);
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
    return members.path(MISSING).asBoolean();
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
    return members.hasNonNull(member) ? members.get(member).asText() : null;
  }

  private @Nullable Integer integer(String member) {
    if (!members.hasNonNull(member)) {
      return null;
    }
    if (!members.get(member).canConvertToInt()) {
      throw new IllegalArgumentException(
          member + " of " + who() + " is a whole number, not " + members.get(member));
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

  private String who() {
    String address = text(SECONDARY_ADDRESS);
    return "meter " + (address == null ? text(PRIMARY_ADDRESS) : address);
  }

  /**
   * Checks the members that have a form.
   *
   * @throws IllegalArgumentException naming the meter and the member.
   */
  void validate() {
    if (text(SECONDARY_ADDRESS) == null && integer(PRIMARY_ADDRESS) == null) {
      throw new IllegalArgumentException(
          "a meter of an inventory has a " + SECONDARY_ADDRESS + " or a " + PRIMARY_ADDRESS);
    }
    try {
      address();
      mask();
      firstSeen();
      lastSeen();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(who() + ": " + e.getMessage(), e);
    }
    baudRate();
    responseTimeout();
    responseTime();
    validateKey();
  }

  private void validateKey() {
    String key = secretKey();
    SecondaryAddress address = address();
    if (key != null && address == null) {
      throw new IllegalArgumentException(
          "%s of %s needs its %s too: nothing is encrypted without it"
              .formatted(SECRET_KEY, who(), SECONDARY_ADDRESS));
    }
    try {
      if (key != null && address != null) {
        Keys.NONE.with(address, key);
      }
    } catch (IllegalArgumentException noKey) {
      throw new IllegalArgumentException(
          "%s of %s: %s".formatted(SECRET_KEY, who(), noKey.getMessage()), noKey);
    }
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
