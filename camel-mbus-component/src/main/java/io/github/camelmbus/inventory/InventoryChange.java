package io.github.camelmbus.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A change that a search has made to one meter of an inventory.
 *
 * @param meter as it is in the inventory now.
 * @param insteadOf the missing meter that a new one replaces; null if that is unknown.
 */
public record InventoryChange(Kind kind, InventoryMeter meter, @Nullable InventoryMeter insteadOf) {
  /** What has changed. */
  public enum Kind {
    /** It was not in the inventory. */
    NEW,
    /** The search should have found it and did not; it was not missing before. */
    MISSING,
    /** It was missing and was found. */
    BACK
  }

  static InventoryChange of(Kind kind, InventoryMeter meter) {
    return new InventoryChange(kind, meter, null);
  }

  /** In words: {@code meter Flat 3 heat 1234567824232804 is missing}. */
  public String text() {
    String text = "meter " + meter.title();
    if (kind == Kind.MISSING) {
      return text + " is missing";
    } else if (kind == Kind.BACK) {
      return text + " is back";
    } else if (insteadOf == null) {
      return text + " is new";
    }
    return "%s is new at primary address %d, in place of meter %s, which is missing"
        .formatted(text, meter.primaryAddress(), insteadOf.title());
  }
}
