package io.github.camelmbus.camel;

import io.github.camelmbus.camel.head.HeadOperation;
import io.github.camelmbus.camel.head.HeadRequest;
import io.github.camelmbus.camel.head.ProbeResult;
import io.github.camelmbus.camel.operation.Results;
import io.github.camelmbus.reading.MeterReading;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The operations of a producer at a head; none changes the meter. */
public enum KmpOperation {
  /** Reads registers: {@link MeterReading}. */
  READ(KmpOperation::read),
  /** Identifies the meter: {@link MeterReading} with type, software, customer number. */
  IDENTIFY(request -> request.reader().identify(request.priority(), request.patience())),
  /** Reads the registers that are named: {@link MeterReading}. */
  GET_REGISTER(KmpOperation::getRegister),
  /** Reads a log of the meter: a list of {@link MeterReading}, the oldest entry first. */
  GET_LOG(KmpOperation::getLog),
  /**
   * Sends one request and reports what is received, to find the place for the head: {@link
   * ProbeResult}.
   */
  PROBE(request -> request.reader().probe(request.priority(), request.patience()));

  private final HeadOperation operation;

  KmpOperation(HeadOperation operation) {
    this.operation = operation;
  }

  /**
   * @param source the option or header with the name, for the message.
   * @throws IllegalArgumentException naming the existing operations.
   */
  static KmpOperation of(String source, String name) {
    return EnumOption.of(source, KmpOperation.class, name);
  }

  HeadOperation operation() {
    return operation;
  }

  private static CompletableFuture<MeterReading> read(HeadRequest request) {
    String registers = request.registers();
    return request
        .reader()
        .read(registers == null ? "auto" : registers, request.priority(), request.patience());
  }

  private static CompletableFuture<MeterReading> getRegister(HeadRequest request) {
    String registers = request.registers();
    if (registers == null) {
      throw new IllegalArgumentException(
          "getRegister reads registers that are named: by the header "
              + KmpConstants.REGISTERS
              + " or the option registers, such as 60,volume");
    }
    return request.reader().read(registers, request.priority(), request.patience());
  }

  private static CompletableFuture<Results<MeterReading>> getLog(HeadRequest request) {
    CompletableFuture<List<MeterReading>> log =
        request.reader().log(request.log(), request.priority(), request.patience());
    CompletableFuture<Results<MeterReading>> results = log.thenApply(Results::of);
    results.whenComplete((done, failure) -> log.cancel(false));
    return results;
  }

  /** The name in options and headers. */
  @Override
  public String toString() {
    return EnumOption.word(this);
  }
}
