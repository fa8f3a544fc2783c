package io.github.camelmbus.example.sink;

import io.github.camelmbus.MBusException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;
import org.apache.camel.util.ObjectHelper;

/**
 * Why meters could not be read, as text: the message of the component, without those of Camel
 * around it.
 */
@Singleton
@Named("restFailure")
@RegisterForReflection
public class RestFailure {

  /** One sentence. */
  @Handler
  public String text(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure) {
    Throwable shown = failure;
    for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
      if (cause instanceof MBusException || cause instanceof IllegalArgumentException) {
        shown = cause;
        break;
      }
    }
    return String.valueOf(shown.getMessage());
  }
}
