package io.github.camelmbus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Telegrams of meters that do not exist, derived by hand from EN 13757-3: a field on each line,
 * what it means behind {@code #}, an empty line between two telegrams.
 *
 * @param path of the file, {@code NAME.hex}.
 */
public record TelegramFile(Path path) {
  private static final Path FOLDER = Path.of("src/test/resources/telegrams");
  private static final String SUFFIX = ".hex";

  /** All files, by their names; there are some. */
  public static List<TelegramFile> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<TelegramFile> all =
          files
              .filter(file -> file.toString().endsWith(SUFFIX))
              .sorted()
              .map(TelegramFile::new)
              .toList();
      if (all.isEmpty()) {
        throw new AssertionError("there are no telegrams in " + FOLDER);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its telegrams mean. */
  public Path meaning() {
    return path.resolveSibling(name() + ".json");
  }

  /** Without the suffix. */
  public String name() {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** The digits of each telegram, without comments and blanks. */
  public List<String> telegrams() {
    List<String> telegrams = new ArrayList<>();
    StringBuilder digits = new StringBuilder();
    for (String line : lines()) {
      digits.append(line.replaceAll("#.*", "").replace(" ", ""));
      if (line.isBlank() && !digits.isEmpty()) {
        telegrams.add(digits.toString());
        digits.setLength(0);
      }
    }
    if (!digits.isEmpty()) {
      telegrams.add(digits.toString());
    }
    return telegrams;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
