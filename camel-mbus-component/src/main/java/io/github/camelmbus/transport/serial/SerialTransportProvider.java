package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Opens serial ports by their path, {@code /dev/ttyUSB0}, {@code /dev/serial/by-path/...}, {@code
 * COM3}, or by their USB adapter, {@code usb:VID:PID[:serial]} and {@link LineSettings#usbIndex()}.
 */
public final class SerialTransportProvider implements TransportProvider {

  private final Supplier<List<SerialPortInfo>> ports;
  private final PortOpener opener;

  /** Serves the ports of this machine. */
  public SerialTransportProvider() {
    this(SerialPorts::list, "stty", System.getProperty("os.name"));
  }

  /** Looks USB adapters up among the ports given, in port order. */
  SerialTransportProvider(Supplier<List<SerialPortInfo>> ports, String stty, String osName) {
    this.ports = ports;
    this.opener = new PortOpener(ports, LineTuning.on(stty, osName), osName);
  }

  @Override
  public Set<String> schemes() {
    return Set.of(LineAddress.SERIAL, LineAddress.USB);
  }

  @Override
  public void validate(LineAddress line) {
    if (line.scheme().equals(LineAddress.USB)) {
      UsbAddress.parse(line);
    } else if (!line.text().equals(line.rest())) {
      throw new IllegalArgumentException(
          "a serial line is the path of its port alone, /dev/ttyUSB0 or COM3, not '" + line + "'");
    }
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    return opener.open(line.text(), path(line, settings), settings);
  }

  private String path(LineAddress line, LineSettings settings) {
    return line.scheme().equals(LineAddress.USB)
        ? UsbAddress.parse(line).choose(ports.get(), settings.usbIndex()).path()
        : line.rest();
  }
}
