package io.github.camelmbus.inventory;

import static io.github.camelmbus.inventory.MeterMembers.BAUD_RATE;
import static io.github.camelmbus.inventory.MeterMembers.FIRST_SEEN;
import static io.github.camelmbus.inventory.MeterMembers.LAST_SEEN;
import static io.github.camelmbus.inventory.MeterMembers.MASK;
import static io.github.camelmbus.inventory.MeterMembers.MISSING;
import static io.github.camelmbus.inventory.MeterMembers.PRIMARY_ADDRESS;
import static io.github.camelmbus.inventory.MeterMembers.RESPONSE_TIME;
import static io.github.camelmbus.inventory.MeterMembers.SECONDARY_ADDRESS;
import static io.github.camelmbus.inventory.MeterMembers.SECRET_KEY;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One meter of an {@link Inventory}. Members are parsed in the constructor if they are used; the
 * others are kept. Immutable.
 */
public final class InventoryMeter {
  private final ObjectNode members;
  private final @Nullable SecondaryAddress address;
  private final @Nullable Integer primaryAddress;
  private final @Nullable String name;
  private final MeterSettings settings;
  private final Keys keys;

  /** The selection that has read it; null if a primary scan has found it. */
  private final @Nullable Mask mask;

  private final boolean missing;
  private final @Nullable SecondaryAddress selection;
  private final MeterAddress asked;

  /**
   * @param json has a secondary or a primary address; must not be changed afterwards.
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} if a member is
   *     malformed.
   */
  InventoryMeter(ObjectNode json) {
    MeterMembers parsed = new MeterMembers(json);
    members = json;
    address = parsed.address();
    primaryAddress = parsed.primaryAddress();
    name = parsed.name();
    keys = parsed.keys();
    mask = parsed.mask();
    Instant lastSeen = parsed.lastSeen();
    settings = new MeterSettings(parsed.baudRate(), parsed.responseTimeout(), lastSeen != null);
    missing = parsed.missing();
    selection = address == null || mask == null ? address : mask.narrowedTo(address);
    asked =
        address != null && isSelectable(primaryAddress, mask, lastSeen)
            ? new MeterAddress.Secondary(address)
            : MeterAddress.primary(Objects.requireNonNull(primaryAddress));
  }

  private static boolean isSelectable(
      @Nullable Integer primaryAddress, @Nullable Mask mask, @Nullable Instant lastSeen) {
    // Some selected meters answer with A field 253, which is not the address of a meter.
    return primaryAddress == null
        || primaryAddress == PrimaryAddress.NETWORK_LAYER.value()
        || (mask == null ? lastSeen == null : mask.fabricationNumber() == null);
  }

  static InventoryMeter of(SeenMeter seen, Instant now) {
    ObjectNode members = Inventory.JSON.createObjectNode();
    if (seen.address() != null) {
      members.put(SECONDARY_ADDRESS, seen.address().toString());
    }
    members.put(PRIMARY_ADDRESS, seen.primaryAddress()).put(FIRST_SEEN, now.toString());
    return updated(members, seen, now);
  }

  /** Its secondary address; null if only a primary scan has seen it. */
  public @Nullable SecondaryAddress address() {
    return address;
  }

  /** 0..250; null if unknown. */
  public @Nullable Integer primaryAddress() {
    return primaryAddress;
  }

  /** Its name, given by people; null if it has none. */
  public @Nullable String name() {
    return name;
  }

  /** bit/s; null for that of the line. */
  public @Nullable Integer baudRate() {
    return settings.baudRate();
  }

  /**
   * Whether a search can find it.
   *
   * @param searched the baud rate of the search, in bit/s.
   */
  public boolean isAt(int searched) {
    Integer own = baudRate();
    return own == null || own == searched;
  }

  /** Its AES key, which decrypts its telegrams; empty if it has none. */
  public Keys keys() {
    return keys;
  }

  /** Its settings that differ from those of the line. */
  public MeterSettings settings() {
    return settings;
  }

  /** For messages: its name, if it has one, and the address it is asked by. */
  public String title() {
    return name == null ? asked.toString() : name + " " + asked;
  }

  /**
   * How to ask it: by its secondary address. By the primary one if it has no other, if a primary
   * scan has found it and it is unknown whether it can be selected, or if only its fabrication
   * number distinguishes it from another.
   */
  public MeterAddress asked() {
    return asked;
  }

  /**
   * The secondary address to send in a selection: its id with manufacturer, version and device type
   * of the selection that has read it, or its own address if no matching mask is known. Null if it
   * has no secondary address.
   */
  public @Nullable SecondaryAddress selection() {
    return selection;
  }

  /** Whether the last search that should have found it did not. */
  public boolean missing() {
    return missing;
  }

  /**
   * Whether this meter may replace another: it has the same device type, and the same primary
   * address, which must be a configured one (0 is that of all unconfigured meters).
   */
  boolean hasThePlaceOf(InventoryMeter other) {
    return address != null
        && other.address != null
        && address.deviceType() == other.address.deviceType()
        && primaryAddress != null
        && primaryAddress > 0
        && primaryAddress <= PrimaryAddress.MAX_METER
        && primaryAddress.equals(other.primaryAddress);
  }

  /**
   * Whether a meter that was found is this one.
   *
   * @param found its secondary address; null if its telegram has none.
   * @param at its primary address.
   */
  boolean is(@Nullable SecondaryAddress found, int at) {
    if (address == null || found == null) {
      return address == null && primaryAddress != null && primaryAddress == at;
    }
    // An entry written by hand may consist of the 8 digits of the id.
    return address.matches(found);
  }

  /** Whether it is the meter that was written to, see {@link Inventory#written}. */
  boolean is(@Nullable MeterAddress target, @Nullable SecondaryAddress before) {
    return address != null && before != null ? address.matches(before) : asked.equals(target);
  }

  /**
   * This meter after a write.
   *
   * @param after new values, by the names of the members.
   */
  InventoryMeter written(Map<String, Object> after) {
    ObjectNode updated = members();
    for (String number : List.of(PRIMARY_ADDRESS, BAUD_RATE)) {
      if (after.get(number) instanceof Integer now) {
        updated.put(number, now);
      }
    }
    if (after.get(SECONDARY_ADDRESS) instanceof String now && address != null) {
      updated.put(SECONDARY_ADDRESS, now);
      if (mask != null) {
        SecondaryAddress exact = SecondaryAddress.parse(now);
        updated.put(MASK, new Mask(exact, mask.fabricationNumber()).toString());
      }
    }
    return new InventoryMeter(updated);
  }

  InventoryMeter seen(SeenMeter seen, Instant now) {
    return updated(members(), seen, now);
  }

  private static InventoryMeter updated(ObjectNode members, SeenMeter seen, Instant now) {
    members.put(PRIMARY_ADDRESS, seen.primaryAddress());
    if (seen.mask() != null) {
      members.put(MASK, seen.mask().toString());
    }
    if (seen.baudRate() != null) {
      members.put(BAUD_RATE, seen.baudRate());
    }
    members.put(RESPONSE_TIME, Math.toIntExact(seen.responseTime().toMillis()));
    if (!members.has(FIRST_SEEN)) {
      members.put(FIRST_SEEN, now.toString());
    }
    members.put(LAST_SEEN, now.toString());
    members.remove(MISSING);
    return new InventoryMeter(members);
  }

  InventoryMeter gone() {
    return new InventoryMeter(members().put(MISSING, true));
  }

  /** A copy of its JSON object. */
  ObjectNode members() {
    return members.deepCopy();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InventoryMeter that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** All members, with a masked key. */
  @Override
  public String toString() {
    ObjectNode shown = members();
    if (shown.has(SECRET_KEY)) {
      shown.put(SECRET_KEY, "xxxxxx");
    }
    return shown.toString();
  }
}
