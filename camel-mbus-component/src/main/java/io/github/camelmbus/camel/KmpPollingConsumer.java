package io.github.camelmbus.camel;

import io.github.camelmbus.line.LineLease;
import io.github.camelmbus.line.Priority;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reads the meter under a head on demand. */
public class KmpPollingConsumer extends LinePollingConsumer {
  private volatile @Nullable LineLease<SharedHead> lease;

  KmpPollingConsumer(KmpEndpoint endpoint) {
    super(endpoint);
  }

  @Override
  public KmpEndpoint getEndpoint() {
    return (KmpEndpoint) super.getEndpoint();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lease = getEndpoint().lease();
  }

  @Override
  protected void doStop() throws Exception {
    LineLease<SharedHead> ending = lease;
    lease = null;
    if (ending != null) {
      ending.close();
    }
    super.doStop();
  }

  @Override
  @Nullable CompletableFuture<?> read() {
    LineLease<SharedHead> current = lease;
    if (current == null) {
      return null;
    }
    KmpConfiguration options = getEndpoint().getConfiguration();
    return getEndpoint()
        .reader(current.shared())
        .read(options.getRegisters(), Priority.COMMAND, options.patience());
  }
}
