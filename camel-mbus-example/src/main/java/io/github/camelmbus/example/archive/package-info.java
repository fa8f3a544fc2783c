/**
 * Archives readings in one SQLite file. An {@link io.github.camelmbus.example.archive.ArchiveEntry}
 * has the telegrams of one readout, or its error, and {@link
 * io.github.camelmbus.example.archive.EntryCodec} makes the reading from it again. {@link
 * io.github.camelmbus.example.archive.ReadingJournal} appends entries, and does not fail if the
 * file cannot be used. The file also has the position of each sink of the network, and the entries
 * that it has refused.
 *
 * <p>One connection writes, under a lock; others may read at the same time. The tables are a
 * contract: {@code docs/reference/archive.md}.
 */
@NullMarked
package io.github.camelmbus.example.archive;

import org.jspecify.annotations.NullMarked;
