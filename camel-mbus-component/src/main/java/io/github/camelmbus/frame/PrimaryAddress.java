package io.github.camelmbus.frame;

/**
 * A field of a frame (EN 13757-2, 5.7.5).
 *
 * @param value 0 for a meter that was never configured, 1..250 for meters, 251 and 252 reserved,
 *     253 for the meter selected by its secondary address, 254 and 255 broadcast with and without
 *     answers.
 */
public record PrimaryAddress(int value) {
  /** FDh: the meter that was selected by its secondary address. */
  public static final PrimaryAddress NETWORK_LAYER = new PrimaryAddress(253);

  /** FEh: every meter answers; for a line with one meter only. */
  public static final PrimaryAddress TEST = new PrimaryAddress(254);

  /** FFh: every meter listens and none answers. */
  public static final PrimaryAddress BROADCAST = new PrimaryAddress(255);

  /** The highest address that a meter can have. */
  public static final int MAX_METER = 250;

  public PrimaryAddress {
    FrameCodec.requireOctet("primary address", value);
  }

  /** Whether one meter can own this address: 0..250. */
  public boolean isMeter() {
    return value <= MAX_METER;
  }

  /** Whether an answer to this address may carry any A field: 253 and 254. */
  public boolean acceptsAnyAnswer() {
    return value == NETWORK_LAYER.value || value == TEST.value;
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
