/**
 * Serial ports of gateways that speak RFC 2217: {@code rfc2217://host:port}. Telnet (RFC 854 to
 * 856, 858) with the COM-PORT-OPTION, which sets baud rate, parity and stop bits from this end.
 *
 * <p>Octets go {@link io.github.camelmbus.transport.tcp.TcpTransport} to {@link
 * io.github.camelmbus.transport.rfc2217.TelnetDecoder}, which separates data from commands; {@link
 * io.github.camelmbus.transport.rfc2217.TelnetOptions} answers negotiations. Imports {@code
 * transport}, {@code transport.tcp} and {@code java.base}.
 */
@NullMarked
package io.github.camelmbus.transport.rfc2217;

import org.jspecify.annotations.NullMarked;
