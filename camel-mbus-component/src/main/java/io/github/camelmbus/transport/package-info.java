/**
 * The lines that meters are reached through: octets, read with a deadline; their settings and their
 * clock.
 *
 * <p>{@link io.github.camelmbus.transport.Transports} finds the {@link
 * io.github.camelmbus.transport.TransportProvider} of a line by its scheme (ServiceLoader); adding
 * a transport is one class and its service entry. A transport knows nothing of frames. Imports
 * {@code java.base} and slf4j; {@code transport.serial} alone imports jSerialComm. A {@link
 * io.github.camelmbus.transport.Transport} is confined to the thread of its bus, but for {@code
 * close()}.
 */
@NullMarked
package io.github.camelmbus.transport;

import org.jspecify.annotations.NullMarked;
