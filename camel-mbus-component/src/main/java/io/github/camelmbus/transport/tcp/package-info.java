/**
 * M-Bus lines behind a gateway in raw (transparent) mode, over TCP, {@code tcp://host:port}, or
 * TLS, {@code tls://host:port}.
 *
 * <p>{@link io.github.camelmbus.transport.tcp.TcpConnector} connects; the transport that it returns
 * needs no thread of its own. Imports {@code java.base} only.
 */
@NullMarked
package io.github.camelmbus.transport.tcp;

import org.jspecify.annotations.NullMarked;
