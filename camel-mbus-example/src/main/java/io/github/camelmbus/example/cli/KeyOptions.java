package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys of meters that encrypt. */
final class KeyOptions {
  @Option(
      names = "--key",
      paramLabel = "KEYS",
      description =
          "Keys of meters that encrypt: file:FILE with a line 12345678=KEY for each meter and *=KEY"
              + " for all others; or 12345678=KEY,... or one KEY of 32 hexadecimal digits, which"
              + " everybody on this machine can see in its list of processes.")
  @Nullable String text;

  /**
   * @throws IllegalArgumentException if they have another form, or the file cannot be read; tells
   *     no key.
   */
  Keys keys() {
    return text == null ? Keys.NONE : Keys.parse(text);
  }
}
