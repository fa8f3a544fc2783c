package io.github.camelmbus.example.sink;

/** Which meters the app polls, as far as it is known without a readout. */
public interface PollPlan {
  /**
   * Whether a meter is no longer polled: it was removed from the inventory, or from {@code
   * mbus.meters}.
   *
   * @param meter its secondary address, or another key by {@link MeterKey#topic}.
   * @return false if that is not known.
   */
  boolean isRemoved(String meter);
}
