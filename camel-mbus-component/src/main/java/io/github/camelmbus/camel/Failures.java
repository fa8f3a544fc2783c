package io.github.camelmbus.camel;

import io.github.camelmbus.MBusException;
import java.util.concurrent.ExecutionException;
import org.apache.camel.RuntimeCamelException;

/** What is thrown where another thread has failed. */
final class Failures {
  private Failures() {}

  /** The failure of a line or a meter as it is, so that the log recognises it; others wrapped. */
  static RuntimeException of(ExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof MBusException failure) {
      return failure;
    }
    return RuntimeCamelException.wrapRuntimeCamelException(cause == null ? failed : cause);
  }
}
