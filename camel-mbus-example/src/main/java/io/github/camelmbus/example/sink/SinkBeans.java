package io.github.camelmbus.example.sink;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** Beans that routes to sinks refer to by name. They are made when a route needs them. */
@Singleton
public class SinkBeans {
  /**
   * For readings that the other side cannot take now: they stay in the archive, and are sent again.
   */
  @Produces
  @Singleton
  @Named("keptInArchive")
  RedeliveryPolicy keptInArchive() {
    RedeliveryPolicy policy = new RedeliveryPolicy();
    policy.setMaximumRedeliveries(0);
    policy.setLogExhausted(false);
    policy.setLogStackTrace(false);
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
