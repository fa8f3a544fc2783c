/**
 * Writes to meters: read, check, send, read back, compare, as one transaction.
 *
 * <pre>
 *   Writes.write ── GuardedWrite ──► Write (what is sent, what must hold, how it shows)
 *                        │
 *                        ├ Precondition   what must hold before
 *                        ├ WriteVerdict   what the meter shows afterwards
 *                        └► WriteReport, or an exception that says whether it was sent
 * </pre>
 *
 * <p>A {@code Write} knows its telegram, its preconditions and how its effect shows; it never talks
 * to the bus. Imports {@code master} and what that may import. Runs on the bus thread.
 */
@NullMarked
package io.github.camelmbus.master.write;

import org.jspecify.annotations.NullMarked;
