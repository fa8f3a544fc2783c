package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class PathConverterTest {
  private final PathConverter converter = new PathConverter();

  @Test
  void aNameIsTakenAsItIs() {
    assertThat(converter.convert("cellar 2.json")).isEqualTo(Path.of("cellar 2.json"));
  }

  /** No system has names with NUL; in the locale C it is the same with umlauts. */
  @Test
  void aNameThatCannotBeIsToldWithTheReasonAndNoClassOfJava() {
    assertThatThrownBy(() -> converter.convert("a\0b"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("'a\0b' is no name of a file here (")
        .hasMessageContaining("C.UTF-8")
        .hasMessageNotContaining("java.");
  }
}
