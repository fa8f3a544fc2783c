package io.github.camelmbus;

import org.jspecify.annotations.Nullable;

/** Root of everything that goes wrong on or around an M-Bus line. */
public class MBusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MBusException(String message) {
    super(message);
  }

  public MBusException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
