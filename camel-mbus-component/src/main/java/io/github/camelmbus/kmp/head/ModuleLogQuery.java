package io.github.camelmbus.kmp.head;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a log module are read.
 *
 * @param log number of the log in the module, 0..255; the module numbers its logs itself.
 * @param from the oldest record, by the clock of the meter.
 * @param to the newest record; null for no limit. It needs a register with the time among the
 *     registers.
 * @param registers 1 to 255 numbers. A module does not report which ones it keeps, or when a record
 *     was made: {@link io.github.camelmbus.kmp.LogTime} names the registers of the time.
 */
public record ModuleLogQuery(
    int log, LocalDateTime from, @Nullable LocalDateTime to, List<Integer> registers) {

  /**
   * @throws IllegalArgumentException if there are no registers.
   */
  public ModuleLogQuery {
    registers = List.copyOf(registers);
    if (registers.isEmpty()) {
      throw new IllegalArgumentException(
          "a module does not say which registers it keeps; give registers, such as 1003,1002,60");
    }
  }
}
