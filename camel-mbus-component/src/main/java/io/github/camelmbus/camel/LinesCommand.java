package io.github.camelmbus.camel;

import io.github.camelmbus.transport.serial.SerialPorts;
import java.util.concurrent.CompletableFuture;

/** Lists the serial ports of the machine. */
final class LinesCommand implements Command {

  @Override
  public CompletableFuture<?> start(Request request) {
    return CompletableFuture.supplyAsync(SerialPorts::list, request.executor());
  }
}
