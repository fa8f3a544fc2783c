package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.LongFrame;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The telegrams of a meter at a time. The meter puts its own A field, identification and access
 * number into them, so several meters can share a model.
 */
@FunctionalInterface
public interface TelegramModel {
  /**
   * @param now the meter's local time.
   * @return at least one telegram; all but the last end with DIF 1Fh.
   */
  List<LongFrame> telegrams(LocalDateTime now);
}
