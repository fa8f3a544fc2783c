package io.github.camelmbus.transport.serial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A serial port of this machine.
 *
 * @param index the {@code usbIndex} that distinguishes this port from the others its {@link
 *     #usbLine()} matches: its position among them in port order, from 0; 0 where it is no USB
 *     port.
 * @param path what a line is opened by, {@code /dev/ttyACM2} or {@code COM3}.
 * @param description what the system or the adapter calls it.
 * @param vid USB vendor, 0 to FFFFh; -1 where it is no USB port.
 * @param pid USB product, 0 to FFFFh; -1 where it is no USB port.
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
   * The line {@code usb:VID:PID[:serial]} that finds this port, together with {@link #index()},
   * whatever path it gets; null where it is no USB port.
   */
  public @Nullable String usbLine() {
    if (!isUsb()) {
      return null;
    }
    String adapter = String.format(Locale.ROOT, "usb:%04X:%04X", vid, pid);
    return serialNumber == null ? adapter : adapter + ":" + serialNumber;
  }

  /** Path, description and how to find it as a USB port. */
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
