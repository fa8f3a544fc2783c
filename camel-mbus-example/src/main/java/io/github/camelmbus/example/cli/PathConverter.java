package io.github.camelmbus.example.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of files. Java accepts only letters that the locale can encode. */
final class PathConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'%s' is no name of a file here (%s); letters beyond ASCII need a locale such as C.UTF-8"
              .formatted(text, e.getReason()));
    }
  }
}
