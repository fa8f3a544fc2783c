package io.github.camelmbus.example.archive;

/**
 * An entry of an archive.
 *
 * @param id counts up in the order in which entries were appended.
 * @param entry what was appended.
 */
public record ArchivedReading(long id, ArchiveEntry entry) {}
