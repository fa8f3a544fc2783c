package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.NoReplyException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks meters for alarms: an {@link AlarmResult}, or a list of them where several are asked. One
 * meter that does not answer is the exception; of several it is told in its place.
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
    return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> Results.of(results.stream().map(CompletableFuture::join).toList()));
  }

  private static CompletableFuture<AlarmResult> ask(
      Request request, MeterReader reader, MeterAddress meter, int meters) {
    return reader
        .alarms(meter, request.patience(meters))
        .thenApply(alarms -> new AlarmResult(meter.toString(), true, alarms, null));
  }

  private static AlarmResult failed(MeterAddress meter, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof BusException silent) {
      boolean somebody = !(cause instanceof NoReplyException);
      return new AlarmResult(meter.toString(), somebody, List.of(), silent.getMessage());
    }
    throw new CompletionException(cause);
  }
}
