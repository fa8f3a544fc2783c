package io.github.camelmbus.example.archive;

/**
 * An entry of an archive.
 *
 * @param id increases in the order in which entries were appended.
 * @param entry the entry.
 */
public record ArchivedReading(long id, ArchiveEntry entry) {}
