package io.github.camelmbus.transport.serial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A serial port of this machine.
 *
 * @param index the {@code usbIndex} of this port: its position, from 0 in port order, among the
 *     ports that its {@link #usbLine()} matches; 0 if it is not a USB port.
 * @param path for the line, {@code /dev/ttyACM2} or {@code COM3}.
 * @param description given by the operating system or the adapter.
 * @param vid USB vendor, 0 to FFFFh; -1 if it is not a USB port.
 * @param pid USB product, 0 to FFFFh; -1 if it is not a USB port.
 * @param serialNumber of the adapter, if it has one.
 * @param location of the adapter on the USB, hub and port, if known.
 */
public record SerialPortInfo(
    int index,
    String path,
    String description,
    int vid,
    int pid,
    @Nullable String serialNumber,
    @Nullable String location) {

  /** Whether the port belongs to a USB adapter. */
  public boolean isUsb() {
    return vid >= 0 && pid >= 0;
  }

  /**
   * The line {@code usb:VID:PID[:serial]} that, with {@link #index()}, finds this port under any
   * path; null if it is not a USB port.
   */
  public @Nullable String usbLine() {
    if (!isUsb()) {
      return null;
    }
    String adapter = String.format(Locale.ROOT, "usb:%04X:%04X", vid, pid);
    return serialNumber == null ? adapter : adapter + ":" + serialNumber;
  }

  /** Path, description and, for a USB port, its line and index. */
  @Override
  public String toString() {
    String usb = isUsb() ? ", " + usbLine() + " usbIndex=" + index : "";
    String place = location == null ? "" : ", location " + location;
    return path + " (" + description + usb + place + ")";
  }

  SerialPortInfo withIndex(int newIndex) {
    return new SerialPortInfo(newIndex, path, description, vid, pid, serialNumber, location);
  }
}
