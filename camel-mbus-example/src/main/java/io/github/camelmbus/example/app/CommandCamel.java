package io.github.camelmbus.example.app;

import org.apache.camel.CamelContext;

/** What starts Camel for a command that uses a line. */
public interface CommandCamel {
  /** Camel with the components of lines as they are configured, and without a route. */
  CamelContext withoutRoutes();
}
