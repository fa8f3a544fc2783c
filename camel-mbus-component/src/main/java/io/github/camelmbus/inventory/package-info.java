/**
 * The inventory: the file of the meters of a line, which searches write and people edit.
 *
 * <pre>
 *   file ── KnownMeters ──► Inventory ── InventoryMeter: how to ask it, name, key, baud rate
 *               │  ▲
 *               │  └─ SeenMeter (of a search), changes by a write
 *               └─ MeterIndex: the meter of an address, of a reading
 * </pre>
 *
 * <p>{@link io.github.camelmbus.inventory.KnownMeters} reads the file again only if it was written.
 * Each meter is parsed once, and found by its address in constant time. Unknown members of the JSON
 * are kept when it is saved.
 *
 * <p>Independent of the bus, of searches and of Camel. Imports {@code reading}, {@code
 * application}, {@code frame} for the primary address and, of {@code master}, how a meter is
 * addressed and asked ({@code MeterAddress}, {@code MeterSettings}). An inventory is immutable;
 * {@code KnownMeters} is used by any thread.
 */
@NullMarked
package io.github.camelmbus.inventory;

import org.jspecify.annotations.NullMarked;
