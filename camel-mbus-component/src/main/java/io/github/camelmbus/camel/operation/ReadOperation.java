package io.github.camelmbus.camel.operation;

import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.reading.JsonBody;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads meters. One meter: its reading, or an exception. Several: a list of readings in the order
 * of the request, with error objects for meters that failed; an exception only if all failed.
 */
public final class ReadOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    MeterReader reader = request.reader();
    List<MeterAddress> meters = request.meters();
    List<CompletableFuture<Outcome>> outcomes =
        reader.read(meters, meter -> reader.command(meter, request.patience(meters.size())));
    return body(outcomes);
  }

  /** Completes with the message body for readings; with the first failure if all failed. */
  public static CompletableFuture<JsonBody> body(List<CompletableFuture<Outcome>> readings) {
    return Results.all(readings).thenApply(ReadOperation::bodyOf);
  }

  private static JsonBody bodyOf(List<Outcome> outcomes) {
    if (!outcomes.isEmpty() && outcomes.stream().allMatch(Outcome.Failed.class::isInstance)) {
      throw ((Outcome.Failed) outcomes.get(0)).cause();
    }
    return Results.oneOrSeveral(outcomes.stream().map(Outcome::body).toList());
  }
}
