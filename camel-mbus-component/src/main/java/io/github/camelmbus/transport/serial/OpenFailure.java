package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Exceptions for ports that could not be opened, with the cause and a remedy. */
final class OpenFailure {
  /**
   * ENOENT: jSerialComm reports it for a port that is already open in this program. That the device
   * exists was checked before.
   */
  private static final int OPEN_IN_THIS_PROGRAM = 2;

  /** Error numbers of Linux and macOS. */
  private static final Map<Integer, Reason> POSIX =
      Map.ofEntries(
          Map.entry(1, Reason.PERMISSION), // EPERM: a container without the device
          Map.entry(OPEN_IN_THIS_PROGRAM, Reason.BUSY),
          Map.entry(5, Reason.NOT_FOUND), // EIO: a port of the board without a chip
          Map.entry(6, Reason.NOT_FOUND), // ENXIO
          Map.entry(11, Reason.BUSY), // EAGAIN of Linux: locked
          Map.entry(13, Reason.PERMISSION), // EACCES
          Map.entry(16, Reason.BUSY), // EBUSY
          Map.entry(19, Reason.NOT_FOUND), // ENODEV
          Map.entry(22, Reason.SETTING), // EINVAL
          Map.entry(35, Reason.BUSY)); // EAGAIN of macOS

  /** Error numbers of Windows. */
  private static final Map<Integer, Reason> WINDOWS =
      Map.of(
          2, Reason.NOT_FOUND,
          3, Reason.NOT_FOUND,
          5, Reason.BUSY, // ERROR_ACCESS_DENIED: Windows reports it for a port that is open
          32, Reason.BUSY,
          87, Reason.SETTING);

  private static final Set<PosixFilePermission> GROUP_MAY_USE =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

  private OpenFailure() {}

  /**
   * The reason for an error number.
   *
   * @param windows whether it is an error number of Windows.
   */
  static Reason reason(int code, boolean windows) {
    return (windows ? WINDOWS : POSIX).getOrDefault(code, Reason.OTHER);
  }

  /**
   * The exception for a failed open.
   *
   * @param line as the user wrote it.
   * @param device path of the port, without symbolic links.
   * @param code error number of the operating system.
   * @param ports the existing ports, for the message.
   */
  static LineUnavailableException of(
      String line, String device, int code, boolean windows, List<SerialPortInfo> ports) {
    Reason reason = reason(code, windows);
    String message =
        switch (reason) {
          case NOT_FOUND -> windows ? notFound(device, ports) : dead(device, code, ports);
          case BUSY -> busy(device, code, windows);
          case PERMISSION -> permission(device);
          case SETTING ->
              device
                  + " does not take the bit rate, parity or stop bits asked for; "
                  + SerialPorts.inWords(ports);
          default ->
              device
                  + " cannot be opened as a serial port (error "
                  + code
                  + "); "
                  + SerialPorts.inWords(ports);
        };
    return new LineUnavailableException(line, reason, message);
  }

  static String notFound(String device, List<SerialPortInfo> ports) {
    String hint =
        ports.stream().anyMatch(SerialPortInfo::isUsb)
            ? "; a line usb:VID:PID finds an adapter under any path"
            : "";
    return "there is no serial port at " + device + "; " + SerialPorts.inWords(ports) + hint;
  }

  private static String dead(String device, int code, List<SerialPortInfo> ports) {
    return "no hardware at "
        + device
        + " (error "
        + code
        + "): a board without that port, or an adapter just unplugged; "
        + SerialPorts.inWords(ports);
  }

  private static String busy(String device, int code, boolean windows) {
    if (code == OPEN_IN_THIS_PROGRAM && !windows) {
      return device + " is open already in this program: close the other use of this line first";
    }
    List<String> holders = windows ? List.of() : PortHolders.of(Path.of(device));
    return device
        + " is in use by "
        + (holders.isEmpty() ? "another program" : String.join(", ", holders))
        + ": only one can use the port, end the other first";
  }

  private static String permission(String device) {
    return "no permission to open "
        + device
        + ": "
        + remedy(Path.of(device))
        + "; a container needs the device passed in";
  }

  private static String remedy(Path device) {
    try {
      PosixFileAttributes attributes = Files.readAttributes(device, PosixFileAttributes.class);
      String group = attributes.group().getName();
      return attributes.permissions().containsAll(GROUP_MAY_USE)
          ? "it belongs to the group " + group + ", " + join(group)
          : "only its owner " + attributes.owner().getName() + " may open it";
    } catch (IOException | UnsupportedOperationException e) {
      return join("dialout");
    }
  }

  private static String join(String group) {
    return "sudo usermod -aG " + group + " $USER, then log in again";
  }
}
