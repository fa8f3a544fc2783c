package io.github.camelmbus.example.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shell commands that README and the pages below docs show. */
final class DocumentedCommands {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("^```bash\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** With a word behind it; three dots stand for what is said elsewhere. */
  private static final Pattern IN_TEXT =
      Pattern.compile("`mbus ((?:--)?[a-z][^`.]*(?:\\.\\w[^`]*)?)`");

  private DocumentedCommands() {}

  /** A block of commands that belong together. */
  record Block(Path document, int line, String text) {
    @Override
    public String toString() {
      return document.getFileName() + ", line " + line;
    }
  }

  /** Documents with commands. */
  static List<Path> documents() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md"), Path.of("README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .filter(document -> !blocks(document).isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commands within the text of a document, without the name of the program. */
  static List<List<String>> inText(Path document) {
    try {
      List<List<String>> commands = new ArrayList<>();
      Matcher command = IN_TEXT.matcher(Files.readString(document));
      while (command.find()) {
        commands.add(List.of(command.group(1).split(" ")));
      }
      return commands;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Block> blocks(Path document) {
    try {
      String content = Files.readString(document);
      List<Block> blocks = new ArrayList<>();
      Matcher block = BLOCK.matcher(content);
      while (block.find()) {
        int line = 2 + (int) content.substring(0, block.start()).lines().count();
        blocks.add(new Block(document, line, block.group(1)));
      }
      return blocks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
