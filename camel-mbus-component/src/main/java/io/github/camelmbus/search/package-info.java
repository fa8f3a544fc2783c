/**
 * Finding meters: a secondary search that adapts to what it has seen, and a primary scan.
 *
 * <pre>
 *   SearchPlan ──► LineSearch ──► LineSearchResult: found, findings, which known meters are gone
 *                      │ at each baud rate
 *                      ▼
 *   SecondarySearch ─┐                 ┌─ BusProbe ──Question──► master.Bus
 *                    ├─► Probe ◄───────┤
 *   PrimaryScan ─────┘    Outcome      └─ SearchJournal (records, and replays after a crash)
 *        │
 *        └─► SearchListener: found, finding, progress
 * </pre>
 *
 * <p>A secondary search is its course ({@code SecondarySearch}), what a probe of a mask means and
 * what is asked inside it ({@code MaskTree}), what is done where a line drops damaged octets
 * ({@code HiddenMeters}), and the proof of the silences ({@code Proof}), which both algorithms
 * share.
 *
 * <p>The two algorithms know no line, no clock and no thread: the same outcomes lead to the same
 * probes, which is what makes a search resumable from the outcomes it has written down. They run on
 * the thread that calls them and wait for each probe; {@link io.github.camelmbus.search.BusProbe}
 * makes each probe one transaction of lowest priority, so that readings go in between. Imports
 * {@code master}, {@code link}, {@code transport}, {@code application}, {@code frame}, and {@code
 * inventory} for what an inventory keeps of what was found.
 */
@NullMarked
package io.github.camelmbus.search;

import org.jspecify.annotations.NullMarked;
