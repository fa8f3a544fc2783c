package io.github.camelmbus.transport.serial;

import com.fazecast.jSerialComm.SerialPort;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The serial ports of this machine. */
public final class SerialPorts {
  /**
   * Held while ports are listed or opened: listing frees the native memory of all ports that are
   * not open yet, also of one that another thread is opening.
   */
  static final Object NATIVE_LIBRARY = new Object();

  private static final String UNKNOWN = "Unknown";
  private static final String NO_LOCATION = "0-0";

  /** {@code ttyACM2} before {@code ttyACM10}. */
  private static final Comparator<SerialPortInfo> PORT_ORDER =
      Comparator.comparing((SerialPortInfo port) -> port.path().replaceFirst("\\d+$", ""))
          .thenComparing(port -> port.path().length())
          .thenComparing(SerialPortInfo::path);

  private SerialPorts() {}

  /**
   * The existing ports in port order: by name, with numbers compared as numbers.
   *
   * @throws LineUnavailableException if the native part of jSerialComm cannot be loaded.
   */
  public static List<SerialPortInfo> list() {
    try {
      synchronized (NATIVE_LIBRARY) {
        return ordered(Arrays.stream(SerialPort.getCommPorts()).map(SerialPorts::info).toList());
      }
    } catch (LinkageError e) {
      throw withoutNativeLibrary(LineAddress.SERIAL, e);
    }
  }

  /** Sorts ports into port order, and sets the index of those that one USB line matches. */
  static List<SerialPortInfo> ordered(List<SerialPortInfo> ports) {
    List<SerialPortInfo> sorted = ports.stream().sorted(PORT_ORDER).toList();
    List<SerialPortInfo> indexed = new ArrayList<>();
    for (SerialPortInfo port : sorted) {
      String line = port.usbLine();
      indexed.add(line == null ? port : port.withIndex(matches(line, indexed)));
    }
    return List.copyOf(indexed);
  }

  private static int matches(String usbLine, List<SerialPortInfo> earlier) {
    UsbAddress address = UsbAddress.parse(LineAddress.parse(usbLine));
    return (int) earlier.stream().filter(address::matches).count();
  }

  /** The existing ports, for messages. */
  static String inWords(List<SerialPortInfo> ports) {
    return ports.isEmpty()
        ? "there is no serial port; is the adapter plugged in?"
        : "there is "
            + ports.stream().map(SerialPortInfo::toString).collect(Collectors.joining(", "));
  }

  static LineUnavailableException withoutNativeLibrary(String line, LinkageError cause) {
    return new LineUnavailableException(
        line,
        Reason.OTHER,
        "the native library of jSerialComm cannot be loaded ("
            + cause.getMessage()
            + "): it is unpacked into java.io.tmpdir or the home directory, one of which must be"
            + " writable and allow execution",
        cause);
  }

  private static SerialPortInfo info(SerialPort port) {
    boolean windows = port.getSystemPortPath().startsWith("\\\\");
    return new SerialPortInfo(
        0,
        windows ? port.getSystemPortName() : port.getSystemPortPath(),
        port.getPortDescription(),
        port.getVendorID(),
        port.getProductID(),
        known(port.getSerialNumber(), UNKNOWN),
        known(port.getPortLocation(), NO_LOCATION));
  }

  private static @Nullable String known(@Nullable String text, String placeholder) {
    return text == null || text.isBlank() || text.startsWith(placeholder) ? null : text;
  }
}
