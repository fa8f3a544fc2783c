package io.github.camelmbus.simulator;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/**
 * Lines {@code sim:NAME} and {@code sim:FILE}: a simulated house in real time, a new one at each
 * opening. A name without {@code /}, {@code \} and {@code .} is that of a house of this artifact.
 */
public final class SimulatorTransportProvider implements TransportProvider {
  private final Clock wallClock;

  public SimulatorTransportProvider() {
    this(Clock.systemDefaultZone());
  }

  /**
   * @param wallClock read when a line is opened; the clocks of its meters start there.
   */
  public SimulatorTransportProvider(Clock wallClock) {
    this.wallClock = wallClock;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("sim");
  }

  @Override
  public List<String> forms() {
    return List.of("sim:NAME", "sim:FILE");
  }

  @Override
  public void validate(LineAddress line) {
    if (line.rest().isBlank()) {
      throw new IllegalArgumentException(
          "a simulated line is sim:NAME or sim:FILE, not '" + line + "'");
    }
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    SimulatedBus bus = house(line).bus(LocalDateTime.now(wallClock));
    bus.setBaudRate(settings.baudRate());
    return SimulatedTransport.realTime(line.text(), bus);
  }

  private static House house(LineAddress line) {
    String name = line.rest();
    if (House.names().contains(name)) {
      return House.named(name);
    }
    if (!isFile(name)) {
      throw new LineUnavailableException(
          line.text(),
          Reason.NOT_FOUND,
          "no such simulated house; those that ship are "
              + String.join(", ", House.names())
              + ", and a file is sim:/path/to/house.yaml");
    }
    Path file = Path.of(name);
    if (!Files.isReadable(file)) {
      throw new LineUnavailableException(
          line.text(), Reason.NOT_FOUND, "there is no file " + file.toAbsolutePath());
    }
    try {
      return House.read(file);
    } catch (HouseFileException e) {
      throw new LineUnavailableException(
          line.text(), Reason.SETTING, String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isFile(String name) {
    return name.contains("/") || name.contains("\\") || name.contains(".");
  }
}
