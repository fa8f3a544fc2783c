package io.github.camelmbus.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A code block of a document, in Markdown or AsciiDoc.
 *
 * @param line its first line in the document.
 * @param language as the document says, in lower case; empty if it does not.
 */
record CodeBlock(Path document, int line, String language, String text) {
  private static final Path ROOT = Path.of("..");

  /** Pages that have a test of their own. */
  private static final Set<String> TESTED_ELSEWHERE = Set.of("configure-meters.md", "sinks.md");

  private static final Pattern MARKDOWN =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ASCIIDOC =
      Pattern.compile(
          "^(?:\\[source,(\\w+)]\n)?----\n(.*?)^----$", Pattern.MULTILINE | Pattern.DOTALL);

  /** README, manuals, and all that lies below docs. */
  static List<Path> documents() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      List<Path> documents = new ArrayList<>();
      documents.add(ROOT.resolve("README.md"));
      documents.add(ROOT.resolve("camel-mbus-example/README.md"));
      documents.add(Path.of("src/main/docs/mbus-component.adoc"));
      documents.add(Path.of("src/main/docs/kmp-component.adoc"));
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks of all documents that are in one of some languages. */
  static List<CodeBlock> in(String... languages) {
    return documents().stream()
        .filter(document -> !TESTED_ELSEWHERE.contains(document.getFileName().toString()))
        .flatMap(document -> of(document).stream())
        .filter(block -> List.of(languages).contains(block.language))
        .toList();
  }

  private static List<CodeBlock> of(Path document) {
    String content = read(document);
    Pattern pattern = document.toString().endsWith(".md") ? MARKDOWN : ASCIIDOC;
    List<CodeBlock> blocks = new ArrayList<>();
    Matcher block = pattern.matcher(content);
    while (block.find()) {
      int line = 2 + (int) content.substring(0, block.start()).lines().count();
      String language = block.group(1) == null ? "" : block.group(1);
      blocks.add(new CodeBlock(document, line, language, block.group(2)));
    }
    return blocks;
  }

  @Override
  public String toString() {
    return document.getFileName() + ", line " + line;
  }
}
