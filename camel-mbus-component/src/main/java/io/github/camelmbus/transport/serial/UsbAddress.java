package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A USB adapter: {@code usb:VID:PID[:serial]}.
 *
 * @param line as the user wrote it.
 * @param vid vendor, 0 to FFFFh.
 * @param pid product, 0 to FFFFh.
 * @param serialNumber compared without regard to case; null matches any.
 */
record UsbAddress(String line, int vid, int pid, @Nullable String serialNumber) {
  private static final Pattern FORM =
      Pattern.compile("(?<vid>\\p{XDigit}{1,4}):(?<pid>\\p{XDigit}{1,4})(?::(?<serial>.+))?");

  /** Instead of an index: exactly one adapter must match. */
  static final int ANY = -1;

  private static final Pattern IDS = Pattern.compile("^\\p{XDigit}{1,4}:\\p{XDigit}{1,4}");

  /** Makes VID and PID upper case; serial numbers are case-sensitive. */
  static LineAddress canonical(LineAddress line) {
    String rest =
        IDS.matcher(line.rest()).replaceFirst(ids -> ids.group().toUpperCase(Locale.ROOT));
    return new LineAddress(line.scheme(), rest, line.scheme() + ":" + rest);
  }

  /**
   * Parses what follows {@code usb:}.
   *
   * @throws IllegalArgumentException naming the expected form and the line.
   */
  static UsbAddress parse(LineAddress line) {
    Matcher match = FORM.matcher(line.rest());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "a USB line is usb:VID:PID[:serial] with VID and PID of up to four hex digits,"
              + " as in usb:1A86:55D5, not '"
              + line
              + "'");
    }
    return new UsbAddress(
        line.text(),
        Integer.parseInt(match.group("vid"), 16),
        Integer.parseInt(match.group("pid"), 16),
        match.group("serial"));
  }

  boolean matches(SerialPortInfo port) {
    return port.vid() == vid
        && port.pid() == pid
        && (serialNumber == null || serialNumber.equalsIgnoreCase(port.serialNumber()));
  }

  /**
   * The port of this adapter.
   *
   * @param ports the existing ports, in port order.
   * @param usbIndex which of several, from 0; or {@link #ANY}.
   * @throws LineUnavailableException if there is none, or several match and there is no index.
   */
  SerialPortInfo choose(List<SerialPortInfo> ports, int usbIndex) {
    List<SerialPortInfo> matching = ports.stream().filter(this::matches).toList();
    if (matching.isEmpty()) {
      throw new LineUnavailableException(
          line, Reason.NOT_FOUND, "no such USB adapter; " + SerialPorts.inWords(ports));
    }
    if (usbIndex >= matching.size()) {
      throw new LineUnavailableException(
          line,
          Reason.NOT_FOUND,
          "usbIndex=" + usbIndex + " is beyond the ports that match: " + candidates(matching));
    }
    if (usbIndex < 0 && matching.size() > 1) {
      throw new LineUnavailableException(
          line,
          Reason.AMBIGUOUS,
          matching.size() + " ports match, choose one: " + candidates(matching));
    }
    return matching.get(Math.max(usbIndex, 0));
  }

  private static String candidates(List<SerialPortInfo> matching) {
    return IntStream.range(0, matching.size())
        .mapToObj(index -> "usbIndex=" + index + " is " + candidate(matching.get(index)))
        .collect(Collectors.joining(", "));
  }

  private static String candidate(SerialPortInfo port) {
    String serial = port.serialNumber() == null ? "" : ", serial " + port.serialNumber();
    String place = port.location() == null ? "" : ", location " + port.location();
    return port.path() + " (" + port.description() + serial + place + ")";
  }
}
