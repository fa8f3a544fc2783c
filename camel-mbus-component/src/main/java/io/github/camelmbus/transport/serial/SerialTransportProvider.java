package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Opens serial ports by their path, {@code /dev/ttyUSB0}, {@code /dev/serial/by-path/...}, {@code
 * ./pty}, {@code COM3}.
 */
public final class SerialTransportProvider implements TransportProvider {
  private static final Pattern RELATIVE = Pattern.compile("\\.{1,2}/.*");

  private final PortOpener opener;

  /** Serves the ports of this machine. */
  public SerialTransportProvider() {
    this(PortOpener.onThisMachine());
  }

  SerialTransportProvider(PortOpener opener) {
    this.opener = opener;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(LineAddress.SERIAL);
  }

  @Override
  public List<String> forms() {
    return List.of("/dev/ttyUSB0", "COM3");
  }

  /** Makes relative paths absolute, and port names of Windows upper case. */
  @Override
  public LineAddress canonical(LineAddress line) {
    String port =
        RELATIVE.matcher(line.rest()).matches()
            ? Path.of(line.rest()).toAbsolutePath().normalize().toString()
            : line.rest();
    String text = port.startsWith("/") ? port : port.toUpperCase(Locale.ROOT);
    return new LineAddress(line.scheme(), text, text);
  }

  @Override
  public void validate(LineAddress line) {
    if (!line.text().equals(line.rest())) {
      throw new IllegalArgumentException(
          "a serial line is the path of its port alone, /dev/ttyUSB0 or COM3, not '" + line + "'");
    }
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    return opener.open(line.text(), line.rest(), settings);
  }
}
