package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.BaudRateException;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.master.Presence;
import io.github.camelmbus.master.Transactions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks meters whether they are there: a {@link PingResult}, or a list of them where several are
 * asked. Silence is a result; only a line that is away is an exception.
 */
public final class PingOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    List<MeterAddress> meters = request.meters();
    List<CompletableFuture<PingResult>> results =
        meters.stream().map(meter -> ping(request, meter, meters.size())).toList();
    return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done -> Results.oneOrSeveral(results.stream().map(CompletableFuture::join).toList()));
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
      boolean nobody = cause instanceof NoReplyException || cause instanceof BaudRateException;
      return new PingResult(meter.toString(), !nobody, null, cause.getMessage());
    }
    throw new CompletionException(failure);
  }
}
