package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.Priority;
import java.util.concurrent.CompletableFuture;

/** Reads the meter under a head on demand. */
public class KmpPollingConsumer extends LinePollingConsumer<LineLease<SharedHead>> {
  KmpPollingConsumer(KmpEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public KmpEndpoint getEndpoint() {
    return (KmpEndpoint) super.getEndpoint();
  }

  @Override
  LineLease<SharedHead> lease() {
    return getEndpoint().lease();
  }

  @Override
  CompletableFuture<?> read(LineLease<SharedHead> used) {
    KmpConfiguration options = getEndpoint().getConfiguration();
    return getEndpoint()
        .reader(used.shared())
        .read(options.getRegisters(), Priority.COMMAND, options.patience());
  }
}
