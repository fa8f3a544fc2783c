package io.github.camelmbus.example;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.apache.camel.quarkus.main.CamelMain;

/** Starts Camel for a command: only {@code run} wants routes. */
@ApplicationScoped
public class CamelSession {
  private final CamelMain main;
  private final CamelRuntime runtime;

  CamelSession(CamelMain main, CamelRuntime runtime) {
    this.main = main;
    this.runtime = runtime;
  }

  /** Runs the routes until the process is asked to end. */
  int runRoutes() {
    runtime.start();
    return runtime.waitForExit();
  }

  /** Camel with its components as they are configured, and without a route. */
  CamelContext withoutRoutes() {
    Logs.quiet();
    main.configure().setRoutesCollectorEnabled(false);
    runtime.start();
    return runtime.getCamelContext();
  }
}
