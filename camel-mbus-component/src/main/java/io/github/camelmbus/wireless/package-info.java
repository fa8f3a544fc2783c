/**
 * Wireless M-Bus telegrams of EN 13757-4, as receivers hand them over: link layer with its
 * checksums, and the extended link layer with its encryption.
 *
 * <pre>
 *   octets ──► {@link io.github.camelmbus.wireless.WirelessFrame#decode}  L C M A, checksums
 *                └─► {@link io.github.camelmbus.wireless.WirelessFrame#message}
 *                      └─► ExtendedLinkLayer (CI 8Ch to 8Fh) ──► ApplicationMessage
 * </pre>
 *
 * <p>What follows the link layer is that of a wired meter, and package {@code application} decodes
 * it. Imports that package and {@code data}. Everything here is an immutable value.
 */
@NullMarked
package io.github.camelmbus.wireless;

import org.jspecify.annotations.NullMarked;
