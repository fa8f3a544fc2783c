package io.github.camelmbus.camel.operation;

import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.JsonBody;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads meters. One meter: its reading, or the exception. Several: a list of readings in the order
 * asked, in which one that failed says so in its place; the exception only if all failed.
 */
public final class ReadOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    MeterReader reader = request.reader();
    List<MeterAddress> meters = request.meters();
    List<CompletableFuture<Outcome>> outcomes =
        reader.read(meters, meter -> reader.command(meter, request.patience(meters.size())));
    CompletableFuture<?>[] all = outcomes.toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all)
        .thenApply(done -> body(outcomes.stream().map(CompletableFuture::join).toList()));
  }

  /**
   * The message body that outcomes make.
   *
   * @throws RuntimeException the first failure, if all failed.
   */
  public static JsonBody body(List<Outcome> outcomes) {
    if (!outcomes.isEmpty() && outcomes.stream().allMatch(Outcome.Failed.class::isInstance)) {
      throw ((Outcome.Failed) outcomes.get(0)).cause();
    }
    return Results.oneOrSeveral(outcomes.stream().map(Outcome::body).toList());
  }
}
