package io.github.camelmbus.example.app;

import io.github.camelmbus.example.sink.DayFile;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import org.apache.camel.CamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;

/**
 * Classes that routes name as text, or of which they call a method by its name: a native image
 * would leave them out. Camel keeps the exceptions of {@code onException} by their names, also
 * those of Java routes. Bodies and exceptions of the component are registered by its extension.
 */
@RegisterForReflection(
    targets = {
      DayFile.class,
      Throwable.class,
      Exception.class,
      RuntimeException.class,
      IllegalArgumentException.class,
      IOException.class,
      CamelException.class,
      AuthenticationException.class,
      AuthorizationException.class,
      ConfigException.class,
      RetriableException.class,
      BadSqlGrammarException.class,
      DataAccessResourceFailureException.class,
      RecoverableDataAccessException.class,
      TransientDataAccessException.class,
      MqttException.class,
      HttpOperationFailedException.class
    })
final class NamedInRoutes {
  private NamedInRoutes() {}
}
