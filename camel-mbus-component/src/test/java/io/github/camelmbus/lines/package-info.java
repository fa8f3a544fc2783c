/**
 * Everything between the master and the meters at once, on made-up lines in virtual time.
 *
 * <pre>
 *   seed ── WorldMaker ──► World ──► Trial ──► Violations
 *                            │         └─ Bus, SecondarySearch, PrimaryScan
 *                            └─ TestLine: SimulatedBus behind a VirtualGateway
 * </pre>
 */
@NullMarked
package io.github.camelmbus.lines;

import org.jspecify.annotations.NullMarked;
