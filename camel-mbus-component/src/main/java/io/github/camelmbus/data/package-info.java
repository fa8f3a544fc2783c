/**
 * The variable data structure of EN 13757-3: data records and their octets.
 *
 * <pre>
 *   record:  DIF [DIFE x 0..10]  VIF [VIFE x 0..10]  [LVAR]  data
 *            └────── DIB ─────┘  └────── VIB ─────┘
 * </pre>
 *
 * <p>{@link io.github.camelmbus.data.RecordList#decode} is the way in, {@link
 * io.github.camelmbus.data.RecordEncoder#encode} the way back by the same tables. Values that come
 * without DIB and VIB - alarm bits, the counters of the fixed data structure, the values of compact
 * profiles, the dates of storage blocks - are records too. The tables of the standard are rows in
 * its own notation ({@code E000 0nnn}) in {@code VifTable} and {@code VifeTable}; a unit is a
 * constant of {@code Unit}, a quantity one of {@code Quantity}. Numbers are exact decimals; what
 * cannot be read as a value keeps its octets, and its {@link io.github.camelmbus.data.Quality} says
 * why.
 *
 * <p>Imports nothing but {@code java.base} and the exceptions of the root package. All values are
 * immutable.
 */
@NullMarked
package io.github.camelmbus.data;

import org.jspecify.annotations.NullMarked;
