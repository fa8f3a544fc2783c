/**
 * M-Bus lines at a serial port: {@code /dev/ttyUSB0}, {@code COM3}, {@code usb:VID:PID[:serial]}.
 *
 * <pre>
 *   SerialTransportProvider  line -> port (UsbAddress, SerialPorts) -> PortOpener
 *   PortOpener               opens; LineTuning tunes and verifies; OpenFailure explains a failure
 *   SerialTransport          port -> reader thread -> OctetQueue -> bus thread
 * </pre>
 *
 * <p>The only package that imports jSerialComm. An open port has one daemon thread, which ends
 * before the port is closed.
 */
@NullMarked
package io.github.camelmbus.transport.serial;

import org.jspecify.annotations.NullMarked;
