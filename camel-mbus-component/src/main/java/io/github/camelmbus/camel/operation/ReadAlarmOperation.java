package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks meters for alarms. The result is an {@link AlarmResult}, or a list if several are asked. No
 * answer is an exception if one meter is asked, else an {@link AlarmResult} with an error.
 */
public final class ReadAlarmOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    MeterReader reader = request.reader();
    List<MeterAddress> meters = request.meters();
    if (meters.size() == 1) {
      return ask(request, reader, meters.get(0), 1);
    }
    List<CompletableFuture<AlarmResult>> results =
        meters.stream()
            .map(
                meter ->
                    ask(request, reader, meter, meters.size())
                        .exceptionally(failure -> failed(meter, failure)))
            .toList();
    return Results.all(results).thenApply(Results::of);
  }

  private static CompletableFuture<AlarmResult> ask(
      Request request, MeterReader reader, MeterAddress meter, int meters) {
    return reader
        .alarms(meter, request.patience(meters))
        .thenApply(alarms -> new AlarmResult(meter.toString(), true, alarms, null));
  }

  private static AlarmResult failed(MeterAddress meter, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof BusException failed) {
      return AlarmResult.failed(meter.toString(), failed);
    }
    throw new CompletionException(cause);
  }
}
