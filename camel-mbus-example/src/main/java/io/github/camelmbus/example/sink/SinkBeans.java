package io.github.camelmbus.example.sink;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import javax.sql.DataSource;
import org.apache.camel.LoggingLevel;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.eclipse.microprofile.config.Config;

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

  /** Connects when the first rows are written, and anew after the database was away. */
  @Produces
  @Singleton
  @Named("readingsDatabase")
  DataSource readingsDatabase(Config settings) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(settings.getValue("mbus.postgresql.url", String.class));
    pool.setUsername(settings.getValue("mbus.postgresql.user", String.class));
    settings
        .getOptionalValue("mbus.postgresql.password", String.class)
        .ifPresent(pool::setPassword);
    pool.setMaximumPoolSize(2);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(10_000);
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  void close(@Disposes @Named("readingsDatabase") DataSource database) throws IOException {
    if (database instanceof Closeable pool) {
      pool.close();
    }
  }
}
