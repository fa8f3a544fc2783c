package io.github.camelmbus.example.app;

import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A gateway with the meters of a house, and an empty directory for their readings: what the app is
 * told to use in {@code @QuarkusTest} and {@code @QuarkusIntegrationTest}. A broker or a database
 * that routes write to is a class like this one.
 */
public final class Gateway implements QuarkusTestResourceLifecycleManager {
  static final int METERS = 11;

  /** So that a test need not search for them. */
  public static final String ALL_METERS =
      "secondary=50418823,50418825,71350410,71350412,71350415,71350417,"
          + "71412274,71412275,71412276,64208831,64208832";

  private static final double SPEED = 50;

  private SimulatorServer server;
  private Path readings;

  @Override
  public Map<String, String> start() {
    try {
      readings = Files.createTempDirectory("readings");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = SimulatorServer.start(House.named("house"), 0, SPEED);
    return Map.of(
        "mbus.line",
        "tcp://localhost:" + server.port(),
        "mbus.meters",
        ALL_METERS,
        "mbus.delay",
        "1s",
        "mbus.directory",
        readings.toString());
  }

  /** Tells a test the directory. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        readings, field -> field.getName().equals("readings") && field.getType() == Path.class);
  }

  @Override
  public void stop() {
    server.close();
    try (Stream<Path> files = Files.walk(readings)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
