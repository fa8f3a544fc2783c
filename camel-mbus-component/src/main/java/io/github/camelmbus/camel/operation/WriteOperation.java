package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.master.write.Write;
import io.github.camelmbus.master.write.WriteReport;
import io.github.camelmbus.master.write.Writes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one meter, or to all of the line; the result is a {@link WriteResult}. Logged by {@link
 * AuditLog}.
 */
public final class WriteOperation implements Operation {
  private final Function<OperationValue, Write> writes;

  /**
   * @param writes makes the write from the value.
   */
  public WriteOperation(Function<OperationValue, Write> writes) {
    this.writes = writes;
  }

  @Override
  public CompletableFuture<?> start(Request request) {
    OperationValue value = OperationValue.of(request);
    MeterAddress target = target(request);
    // Reads the inventory file if it was edited, or written by another endpoint.
    request.knownMeters().current();
    Write write = writes.apply(value);
    if (request.isDryRun()) {
      return dryRun(request, target, write);
    }
    AuditLog audit = new AuditLog(request, WriteResult.text(target), value.text());
    Transaction<WriteReport> transaction =
        target == null
            ? Writes.writeToAll(write, audit::sent)
            : Writes.write(target, write, request.keys(target), audit::sent);
    return request
        .submit(transaction, target, 1)
        .thenApplyAsync(report -> done(request, report), request.executor())
        // Async, too: after a failure the step before is skipped, and this one would run on the bus
        // thread.
        .whenCompleteAsync(audit::close, request.executor());
  }

  private static WriteResult done(Request request, WriteReport report) {
    WriteResult result = WriteResult.of(request, report, false);
    return request
        .knownMeters()
        .written(report.target(), report.meter(), report.after())
        .map(result::withWarning)
        .orElse(result);
  }

  private static CompletableFuture<WriteResult> dryRun(
      Request request, @Nullable MeterAddress target, Write write) {
    Optional<WriteReport> rehearsed = Writes.rehearse(target, write);
    CompletableFuture<WriteReport> report =
        rehearsed.isPresent() || target == null
            ? CompletableFuture.completedFuture(rehearsed.orElseThrow())
            : request.submit(Writes.dryRun(target, write, request.keys(target)), target, 1);
    return report.thenApply(done -> WriteResult.of(request, done, true));
  }

  /**
   * The meter to write to. It must be named; those of the inventory are not used.
   *
   * @return null for all meters of the line.
   */
  private static @Nullable MeterAddress target(Request request) {
    List<MeterAddress> meters = request.namedMeters();
    if (request.isBroadcast()) {
      if (!meters.isEmpty()) {
        throw new IllegalArgumentException(
            "broadcast=true writes to all meters of the line, and meters are named: " + meters);
      }
      return null;
    }
    if (meters.size() != 1) {
      throw new IllegalArgumentException(
          "%s writes to one meter, named by primary, secondary or the header %s; %s"
              .formatted(
                  request.operation(),
                  Request.ADDRESS,
                  meters.isEmpty() ? "none is named" : meters.size() + " are named: " + meters));
    }
    return meters.get(0);
  }
}
