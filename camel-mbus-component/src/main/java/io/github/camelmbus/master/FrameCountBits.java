package io.github.camelmbus.master;

import io.github.camelmbus.frame.PrimaryAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The FCB of the next REQ_UD2 to each address (EN 13757-2, 5.7.6): 1 after SND_NKE, toggled after
 * each error-free answer, kept for a repeat. Address 253 has a bit of its own, which a selection
 * sets to 1 because the selected meter has none yet. Confined to the bus thread.
 */
final class FrameCountBits {
  private final Map<PrimaryAddress, Boolean> reqUd2 = new HashMap<>();

  boolean reqUd2(PrimaryAddress address) {
    return reqUd2.getOrDefault(address, true);
  }

  /** A good answer to REQ_UD2 came from this address. */
  void answered(PrimaryAddress address) {
    reqUd2.put(address, !reqUd2(address));
  }

  /** The meter starts anew: SND_NKE, or for 253 a selection, was sent to it. */
  void reset(PrimaryAddress address) {
    if (address.equals(PrimaryAddress.BROADCAST)) {
      reqUd2.clear();
    } else {
      reqUd2.remove(address);
    }
  }
}
