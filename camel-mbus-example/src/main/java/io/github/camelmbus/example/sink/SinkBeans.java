package io.github.camelmbus.example.sink;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.LoggingLevel;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** What routes to sinks refer to by name. None of it is made before a route asks for it. */
@Singleton
public class SinkBeans {
  /** Tries again until the other side takes it: one second later, then ever later up to 30. */
  @Produces
  @Singleton
  @Named("untilAccepted")
  RedeliveryPolicy untilAccepted() {
    RedeliveryPolicy policy = new RedeliveryPolicy();
    policy.setMaximumRedeliveries(-1);
    policy.setRedeliveryDelay(1000);
    policy.setUseExponentialBackOff(true);
    policy.setBackOffMultiplier(2);
    policy.setMaximumRedeliveryDelay(30_000);
    policy.setRetryAttemptedLogLevel(LoggingLevel.WARN);
    policy.setLogRetryStackTrace(false);
    policy.setAllowRedeliveryWhileStopping(false);
    return policy;
  }

  /** The ids of the last 1000 commands, of which none is run again. */
  @Produces
  @Singleton
  @Named("commandsRun")
  IdempotentRepository commandsRun() {
    return MemoryIdempotentRepository.memoryIdempotentRepository(1000);
  }
}
