package io.github.camelmbus.camel.operation;

import io.github.camelmbus.transport.serial.SerialPorts;
import java.util.concurrent.CompletableFuture;

/** Lists the serial ports of the machine. */
public final class LinesOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    return CompletableFuture.supplyAsync(SerialPorts::list, request.executor());
  }
}
