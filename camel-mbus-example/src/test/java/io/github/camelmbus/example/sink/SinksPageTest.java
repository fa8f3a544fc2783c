package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page shows the files that run. {@code -Dmbus.docs=update} writes what has changed into it.
 */
class SinksPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/how-to/sinks.md");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (camel-mbus-example/\\S+) -->\n```(\\w+)\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern CONFIGURE =
      Pattern.compile("public void configure\\(\\) \\{\n(.*?)\n  }\n", Pattern.DOTALL);

  @Test
  void itsCodeIsThatOfTheFiles() throws IOException {
    String page = Files.readString(PAGE);
    String current = BLOCK.matcher(page).replaceAll(SinksPageTest::block);

    if ("update".equals(System.getProperty("mbus.docs"))) {
      Files.writeString(PAGE, current);
    } else {
      assertThat(page).isEqualTo(current);
    }
  }

  @Test
  void everyRouteOfASinkIsOnIt() throws IOException {
    String page = Files.readString(PAGE);

    try (Stream<Path> files = Files.list(Path.of("src/main/resources/sinks"))) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names).hasSizeGreaterThan(7).allSatisfy(name -> assertThat(page).contains(name));
    }
  }

  @Test
  void everyPropertyOnItIsThereWithThisDefault() throws IOException {
    Properties defaults = new Properties();
    try (var in = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
      defaults.load(in);
    }
    Matcher row =
        Pattern.compile("^\\| `([a-z0-9.-]+)` \\| (?:`([^`]*)`)? \\|", Pattern.MULTILINE)
            .matcher(Files.readString(PAGE));
    List<MatchResult> rows = row.results().toList();

    assertThat(rows)
        .hasSizeGreaterThan(15)
        .allSatisfy(
            match -> {
              String shown = match.group(2) == null ? "" : match.group(2);
              assertThat(defaults.getProperty(match.group(1), ""))
                  .as(match.group(1))
                  .isEqualTo(shown);
            });
  }

  private static String block(MatchResult found) {
    try {
      String file = Files.readString(ROOT.resolve(found.group(1)));
      String code = found.group(2).equals("java") ? routes(file) : file;
      return Matcher.quoteReplacement(
          "<!-- " + found.group(1) + " -->\n```" + found.group(2) + "\n" + code + "```\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in the method of a route builder. */
  private static String routes(String file) {
    Matcher configure = CONFIGURE.matcher(file);
    assertThat(configure.find()).isTrue();
    return configure.group(1).stripIndent() + "\n";
  }
}
