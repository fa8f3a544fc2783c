package io.github.camelmbus.example.sink;

/** Which meters the app polls, as far as it knows without asking them. */
public interface PollPlan {
  /**
   * Whether a meter is polled no more: it was taken out of the inventory, or of {@code
   * mbus.meters}.
   *
   * @param meter its secondary address, or what else {@link MeterKey#topic} names it by.
   * @return false where that is not known.
   */
  boolean isRemoved(String meter);
}
