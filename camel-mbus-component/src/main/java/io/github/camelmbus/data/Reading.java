package io.github.camelmbus.data;

/** A value and how far it can be relied on. */
record Reading(Value value, Quality quality) {
  static final Reading MISSING = new Reading(Value.NONE, Quality.MISSING);
  static final Reading INVALID = new Reading(Value.NONE, Quality.INVALID);

  static Reading good(Value value) {
    return new Reading(value, Quality.GOOD);
  }
}
