package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportOption;
import io.github.camelmbus.transport.TransportProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Opens serial ports by their USB adapter, {@code usb:VID:PID[:serial]}. */
public final class UsbTransportProvider implements TransportProvider {
  /** Which one of several matching USB adapters, from 0 in the order of ports. */
  private static final TransportOption<Integer> USB_INDEX = TransportOption.index("usbIndex");

  private final Supplier<List<SerialPortInfo>> ports;
  private final PortOpener opener;

  /** Serves the ports of this machine. */
  public UsbTransportProvider() {
    this(SerialPorts::list, PortOpener.onThisMachine());
  }

  /** Finds adapters among the ports given, in port order. */
  UsbTransportProvider(Supplier<List<SerialPortInfo>> ports, PortOpener opener) {
    this.ports = ports;
    this.opener = opener;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("usb");
  }

  @Override
  public List<String> forms() {
    return List.of("usb:VID:PID[:serial]");
  }

  @Override
  public List<TransportOption<?>> options() {
    return List.of(USB_INDEX);
  }

  @Override
  public LineAddress canonical(LineAddress line) {
    return UsbAddress.canonical(line);
  }

  @Override
  public void validate(LineAddress line) {
    UsbAddress.parse(line);
  }

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    int index = USB_INDEX.in(settings).orElse(UsbAddress.ANY);
    SerialPortInfo port = UsbAddress.parse(line).choose(ports.get(), index);
    return opener.open(line.text(), port.path(), settings);
  }
}
