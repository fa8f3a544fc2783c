package io.github.camelmbus.camel;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.master.Write;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Writes to one meter, and gives a {@link WriteResult}; leaves a line in the {@link AuditLog}. */
final class WriteCommand implements Command {
  private final Function<CommandValue, Write> writes;

  /**
   * @param writes makes of the value what is to be written.
   */
  WriteCommand(Function<CommandValue, Write> writes) {
    this.writes = writes;
  }

  @Override
  public CompletableFuture<?> start(Request request) {
    CommandValue value = CommandValue.of(request);
    MeterAddress target = target(request);
    Write write = writes.apply(value);
    if (isDryRun(request)) {
      return CompletableFuture.completedFuture(
          WriteResult.of(request, Transactions.rehearse(target, write), true));
    }
    AuditLog audit = new AuditLog(request, target.toString(), value.text());
    Keys keys = request.endpoint().getConfiguration().keys();
    return request
        .submit(Transactions.write(target, write, keys, audit::sent), 1)
        .thenApply(report -> WriteResult.of(request, report, false))
        .whenCompleteAsync(audit::close, request.executor());
  }

  private static boolean isDryRun(Request request) {
    Exchange exchange = request.exchange();
    return request.endpoint().getConfiguration().isDryRun()
        || exchange.getMessage().getHeader(MBusConstants.DRY_RUN, false, Boolean.class);
  }

  /** Never the meters of an inventory: who writes says to whom. */
  private static MeterAddress target(Request request) {
    List<MeterAddress> meters = request.namedMeters();
    if (meters.size() != 1) {
      throw new IllegalArgumentException(
          "%s writes to one meter, named by primary, secondary or the header %s; %s"
              .formatted(
                  request.operation(),
                  MBusConstants.ADDRESS,
                  meters.isEmpty() ? "none is named" : meters.size() + " are named: " + meters));
    }
    return meters.get(0);
  }
}
