package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Presence;
import io.github.camelmbus.master.Transactions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether meters answer. The result is a {@link PingResult}, or a list if several are asked.
 * Silence is a result; only an unavailable line is an exception.
 */
public final class PingOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    List<MeterAddress> meters = request.meters();
    List<CompletableFuture<PingResult>> results =
        meters.stream().map(meter -> ping(request, meter, meters.size())).toList();
    return Results.all(results).thenApply(Results::oneOrSeveral);
  }

  private static CompletableFuture<PingResult> ping(
      Request request, MeterAddress meter, int meters) {
    MeterAddress selection = request.knownMeters().selection(meter);
    return request
        .submit(SelectedMeter.ask(meter, selection, Transactions::ping), meter, meters)
        .handleAsync((presence, failure) -> result(meter, presence, failure), request.executor());
  }

  private static PingResult result(
      MeterAddress meter, @Nullable Presence presence, @Nullable Throwable failure) {
    if (presence != null) {
      return new PingResult(meter.toString(), true, presence.responseTime().toMillis(), null);
    } else if (failure instanceof BusException cause) {
      boolean answered = ReadFailures.hasAnswered(cause);
      return new PingResult(meter.toString(), answered, null, cause.getMessage());
    }
    throw new CompletionException(failure);
  }
}
