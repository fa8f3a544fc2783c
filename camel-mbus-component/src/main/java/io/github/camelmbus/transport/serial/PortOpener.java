package io.github.camelmbus.transport.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens serial ports and tunes them for a bus on which telegrams collide. */
final class PortOpener {
  private static final Logger LOG = LoggerFactory.getLogger(PortOpener.class);
  private static final int DATA_BITS = 8;

  private final Supplier<List<SerialPortInfo>> ports;
  private final LineTuning tuning;
  private final boolean windows;

  /**
   * @param ports the existing ports, for messages.
   * @param stty the program that tunes ports.
   * @param osName the system property {@code os.name}.
   */
  PortOpener(Supplier<List<SerialPortInfo>> ports, String stty, String osName) {
    this.ports = ports;
    this.tuning = new LineTuning(stty, osName);
    this.windows = osName.startsWith("Windows");
  }

  static PortOpener onThisMachine() {
    return new PortOpener(SerialPorts::list, "stty", System.getProperty("os.name"));
  }

  /**
   * Opens the port at a path, which may be a symbolic link.
   *
   * @param line as the user wrote it.
   * @throws LineUnavailableException naming the cause.
   */
  SerialTransport open(String line, String path, LineSettings settings) {
    String device = windows ? path : deviceAt(line, path);
    try {
      return tuned(line, device, openPort(line, device, settings), settings);
    } catch (LinkageError e) {
      throw SerialPorts.withoutNativeLibrary(line, e);
    }
  }

  private SerialPort openPort(String line, String device, LineSettings settings) {
    synchronized (SerialPorts.NATIVE_LIBRARY) {
      SerialPort port = portAt(line, device);
      // Before opening, as each later change undoes the tuning.
      configure(port, device, settings);
      if (!port.openPort()) {
        throw OpenFailure.of(line, device, port.getLastErrorCode(), windows, ports.get());
      }
      return port;
    }
  }

  private SerialPort portAt(String line, String device) {
    try {
      return SerialPort.getCommPort(device);
    } catch (SerialPortInvalidPortException e) {
      throw notFound(line, device, e);
    }
  }

  /** Checks that the path exists: jSerialComm would look for its last part below /dev otherwise. */
  private String deviceAt(String line, String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException e) {
      throw notFound(line, path, e);
    }
  }

  private LineUnavailableException notFound(String line, String path, Exception cause) {
    return new LineUnavailableException(
        line, Reason.NOT_FOUND, OpenFailure.notFound(path, ports.get()), cause);
  }

  private static void configure(SerialPort port, String device, LineSettings settings) {
    setParameters(port, device, settings);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(
        SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SerialTransport.READ_TIMEOUT_MILLIS, 0);
  }

  private static boolean setParameters(SerialPort port, String device, LineSettings settings) {
    int stopBits = settings.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
    return port.setComPortParameters(
        settings.baudRate(), DATA_BITS, stopBits, parity(device, settings));
  }

  private static int parity(String device, LineSettings settings) {
    // A pseudo terminal drops the parity bit. glibc fails with EINVAL if it is asked for and no
    // other setting changes, as after a process that was ended before its port was tuned.
    if (LineTuning.isPseudoTerminal(device)) {
      return SerialPort.NO_PARITY;
    }
    return switch (settings.parity()) {
      case NONE -> SerialPort.NO_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
    };
  }

  private SerialTransport tuned(
      String line, String device, SerialPort port, LineSettings settings) {
    try {
      LineTuning.Result result = tuning.tune(line, device, settings);
      result.warnings().forEach(warning -> LOG.warn("{}: {}", line, warning));
      return new SerialTransport(
          line, port, result.damaged(), changed -> change(line, device, port, changed));
    } catch (RuntimeException | Error e) {
      port.closePort();
      throw e;
    }
  }

  /**
   * Tunes again, as jSerialComm sets all its modes with the parameters. Logs no warnings, which
   * {@link #open} has logged.
   */
  private DamagedOctets change(String line, String device, SerialPort port, LineSettings settings) {
    if (!setParameters(port, device, settings)) {
      throw new LineUnavailableException(
          line,
          Reason.SETTING,
          "the port does not take baudRate=%d with parity=%s"
              .formatted(settings.baudRate(), settings.parity().name().toLowerCase(Locale.ROOT)));
    }
    return tuning.tune(line, device, settings).damaged();
  }
}
