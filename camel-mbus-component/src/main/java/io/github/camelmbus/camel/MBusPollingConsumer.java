package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.MeterReader;
import io.github.camelmbus.camel.operation.MeterReader.Outcome;
import io.github.camelmbus.camel.operation.ReadOperation;
import io.github.camelmbus.line.Priority;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads the meters of an endpoint on demand. */
public class MBusPollingConsumer extends LinePollingConsumer<EndpointLine> {
  MBusPollingConsumer(MBusEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public MBusEndpoint getEndpoint() {
    return (MBusEndpoint) super.getEndpoint();
  }

  @Override
  EndpointLine lease() {
    return EndpointLine.of(getEndpoint());
  }

  @Override
  CompletableFuture<?> read(EndpointLine used) {
    MeterReader reader = getEndpoint().reader(used);
    List<CompletableFuture<Outcome>> readings =
        reader.read(getEndpoint().meters(), meter -> reader.read(meter, Priority.COMMAND));
    CompletableFuture<?> all = ReadOperation.body(readings);
    all.whenComplete((body, failure) -> readings.forEach(reading -> reading.cancel(false)));
    return all;
  }
}
