/**
 * The inventory: the file of the meters of a line, which searches write and people edit.
 *
 * <pre>
 *   file ── KnownMeters ──► Inventory ── InventoryMeter: how to ask it, name, key, baud rate
 *               │  ▲
 *               │  └─ SeenMeter (of a search), what a write has changed
 *               └─ MeterIndex: the meter of an address, of a reading
 * </pre>
 *
 * <p>{@link io.github.camelmbus.inventory.KnownMeters} reads the file only if it was written since
 * it was read. Each meter is parsed once, and found by its address in constant time. Members of the
 * JSON that are not known are kept when it is saved.
 *
 * <p>Knows no bus, no search and nothing of Camel. Imports {@code reading}, {@code application},
 * {@code frame} for the primary address and, of {@code master}, how a meter is addressed and asked
 * ({@code MeterAddress}, {@code MeterSettings}). An inventory is immutable; {@code KnownMeters} is
 * used by any thread.
 */
@NullMarked
package io.github.camelmbus.inventory;

import org.jspecify.annotations.NullMarked;
