package io.github.camelmbus.example.app;

import io.github.camelmbus.example.sink.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.apache.camel.quarkus.main.CamelMain;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Camel with all that the app has. Only {@code run} has routes; for other commands it is
 * used where they start with Quarkus.
 */
@ApplicationScoped
public class CamelSession implements CommandCamel {
  private static final Logger LOG = LoggerFactory.getLogger(CamelSession.class);

  /** The ordinal of application.properties in the app; what users set has a higher one. */
  private static final int DEFAULTS = 250;

  private final CamelMain main;
  private final CamelRuntime runtime;
  private final Instance<Selection> selection;
  private final Instance<PolledMeters> meters;
  private final Instance<WebServer> web;
  private final AtomicBoolean selected = new AtomicBoolean();

  CamelSession(
      CamelMain main,
      CamelRuntime runtime,
      Instance<Selection> selection,
      Instance<PolledMeters> meters,
      Instance<WebServer> web) {
    this.main = main;
    this.runtime = runtime;
    this.selection = selection;
    this.meters = meters;
    this.web = web;
  }

  /** Runs the routes until the process is to end. */
  public int runRoutes() throws InterruptedException {
    Config config = ConfigProvider.getConfig();
    KnownSettings.ofApp().check(config);
    requireBusOnDemand(config.getValue("mbus.line", String.class));
    if (!selection.get().writesFiles()) {
      return runUntilEnd(config);
    }
    try (RunLock lock = RunLock.of(config.getValue("mbus.directory", Path.class))) {
      return runUntilEnd(config);
    }
  }

  /** Requests name meters by addresses of M-Bus, which a meter under a head does not have. */
  private void requireBusOnDemand(String line) {
    if (line.startsWith(PolledMeters.HEAD) && selection.get().hasRest()) {
      throw new IllegalArgumentException(
          "mbus.on-demand=rest is for meters on an M-Bus, and mbus.line is the optical head "
              + line
              + ": leave rest out");
    }
  }

  private int runUntilEnd(Config config) throws InterruptedException {
    startRoutes();
    if (selection.get().hasRest()) {
      web.get().start();
    }
    logSettings(config);
    return runtime.waitForExit();
  }

  private void logSettings(Config config) {
    if (config.getConfigValue("mbus.line").getSourceOrdinal() <= DEFAULTS) {
      LOG.info("mbus.line is not set: a simulated house is polled, and its readings are made up");
    }
    LOG.info(
        "Polling {}, with a pause of {}; readings go to {} (directory {}, archive {})",
        config.getValue("mbus.line", String.class),
        config.getValue("mbus.delay", String.class),
        selection.get().names(),
        config.getValue("mbus.directory", String.class),
        config.getValue("mbus.archive", String.class));
  }

  /** Starts the configured routes; a second call adds no route. */
  public void startRoutes() {
    if (selected.compareAndSet(false, true)) {
      KnownSettings.ofApp().addTo(main, ConfigProvider.getConfig());
      selection.get().addTo(main.configure());
      meters.get().addTo(main);
    }
    runtime.start();
  }

  @Override
  public CamelContext withoutRoutes() {
    Logs.quiet();
    main.configure().setRoutesCollectorEnabled(false);
    runtime.start();
    return runtime.getCamelContext();
  }
}
