package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.camel.operation.ReadOperation;
import io.github.camelmbus.line.Priority;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads the meters of an endpoint on demand. */
public class MBusPollingConsumer extends LinePollingConsumer {
  private volatile @Nullable EndpointLine line;

  MBusPollingConsumer(MBusEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public MBusEndpoint getEndpoint() {
    return (MBusEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    line = EndpointLine.of(getEndpoint());
  }

  @Override
  protected void doStop() throws Exception {
    EndpointLine ending = line;
    line = null;
    if (ending != null) {
      ending.close();
    }
    super.doStop();
  }

  @Override
  @Nullable CompletableFuture<?> read() {
    EndpointLine used = line;
    if (used == null) {
      return null;
    }
    MeterReader reader = getEndpoint().reader(used);
    List<CompletableFuture<Outcome>> readings =
        reader.read(getEndpoint().meters(), meter -> reader.read(meter, Priority.COMMAND));
    CompletableFuture<?> all = ReadOperation.body(readings);
    all.whenComplete((body, failure) -> readings.forEach(reading -> reading.cancel(false)));
    return all;
  }
}
