/**
 * What meters said, kept in one SQLite file: an {@link
 * io.github.camelmbus.example.archive.ArchiveEntry} is the telegrams of one readout, or its error,
 * and {@link io.github.camelmbus.example.archive.EntryCodec} makes a reading of it again. {@link
 * io.github.camelmbus.example.archive.ReadingJournal} appends, and does not fail where the file
 * cannot be used. The same file has how far each sink of the network has come, and what it refused.
 *
 * <p>One connection writes, under a lock; others read beside it. The tables are a contract: {@code
 * docs/reference/archive.md}.
 */
@NullMarked
package io.github.camelmbus.example.archive;

import org.jspecify.annotations.NullMarked;
