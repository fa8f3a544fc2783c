/**
 * M-Bus lines behind gateways that put what they receive into datagrams: {@code udp://host:port}.
 * Imports {@code transport} and {@code java.base}.
 */
@NullMarked
package io.github.camelmbus.transport.udp;

import org.jspecify.annotations.NullMarked;
