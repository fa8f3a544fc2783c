/**
 * M-Bus lines behind a TCP gateway in raw (transparent) mode: {@code tcp://host:port}.
 *
 * <p>{@link io.github.camelmbus.transport.tcp.TcpTransportProvider} connects and says why it
 * cannot; the transport it returns needs no thread of its own. Imports {@code java.base} only.
 */
@NullMarked
package io.github.camelmbus.transport.tcp;

import org.jspecify.annotations.NullMarked;
