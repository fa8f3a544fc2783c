package io.github.camelmbus.simulator;

import io.github.camelmbus.MBusException;
import org.jspecify.annotations.Nullable;

/** A house that cannot be read; the message names the file, the meter and the field. */
public final class HouseFileException extends MBusException {
  private static final long serialVersionUID = 1L;

  HouseFileException(String place, String message, @Nullable Throwable cause) {
    super(place + ": " + message, cause);
  }
}
