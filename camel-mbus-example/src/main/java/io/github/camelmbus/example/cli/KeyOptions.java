package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys of meters that encrypt their telegrams. */
final class KeyOptions {
  @Option(
      names = "--key",
      paramLabel = "KEYS",
      description =
          "Keys of meters that encrypt: file:FILE with a line 12345678=KEY for each meter and *=KEY"
              + " for all others; or 12345678=KEY,... or one KEY. A KEY is 32 hexadecimal digits;"
              + " outside a file all users of this machine can see it in the list of processes.")
  @Nullable String text;

  /**
   * Parses the option, or reads its file.
   *
   * @throws IllegalArgumentException if the keys have another form, or the file cannot be read; the
   *     message contains no key.
   */
  Keys keys() {
    return text == null ? Keys.NONE : Keys.parse(text);
  }
}
