package io.github.camelmbus.example.sink;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.cookie.RFC6265CookieSpecFactory;
import org.apache.hc.client5.http.impl.cookie.RFC6265CookieSpecFactory.CompatibilityLevel;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;

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

  /**
   * Cookies without the list of public suffixes, which the client of HTTP would read at each start.
   * It keeps a server from setting cookies for others, and there is only one.
   */
  @Produces
  @Singleton
  @Named("cookiesOfOneServer")
  HttpClientConfigurer cookiesOfOneServer() {
    Lookup<CookieSpecFactory> cookies =
        RegistryBuilder.<CookieSpecFactory>create()
            .register(
                StandardCookieSpec.RELAXED,
                new RFC6265CookieSpecFactory(CompatibilityLevel.RELAXED, null))
            .register(
                StandardCookieSpec.STRICT,
                new RFC6265CookieSpecFactory(CompatibilityLevel.STRICT, null))
            .build();
    return client -> client.setDefaultCookieSpecRegistry(cookies);
  }
}
