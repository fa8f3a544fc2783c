package io.github.camelmbus.example.sink;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * No header or parameter of a request becomes a header of a message, and no header of a message one
 * of the answer. Camel passes on parameters of the path, status and content type without this
 * filter.
 */
@Singleton
@Named("noHeaders")
public class NoHeaders implements HeaderFilterStrategy {

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return true;
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return true;
  }
}
