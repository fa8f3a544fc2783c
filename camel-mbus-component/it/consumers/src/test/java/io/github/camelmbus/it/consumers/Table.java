package io.github.camelmbus.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The table in README of what ran, between two comments: a row for each project. */
final class Table {
  private static final String HEAD = "|---|---|---|---|\n";
  private static final String BEGIN = "<!-- begin consumers -->\n";
  private static final String END = "<!-- end consumers -->\n";

  /** One writer at a time. */
  private static final Object WRITER = new Object();

  private final Path file;

  private Table(Path file) {
    this.file = file;
  }

  static Table of(Path file) {
    return new Table(file);
  }

  List<String> rows() throws IOException {
    return text().lines().toList();
  }

  private String text() throws IOException {
    String page = Files.readString(file);
    int begin = page.indexOf(HEAD, page.indexOf(BEGIN)) + HEAD.length();
    return page.substring(begin, page.indexOf(END));
  }

  /**
   * Checks the row of a project that has run, or writes it.
   *
   * @param javas what it ran on.
   * @param all whether these are all that it runs on.
   */
  void row(Consumer consumer, Collection<Integer> javas, boolean all) throws IOException {
    String ran = javas.stream().map(String::valueOf).collect(Collectors.joining(", "));
    if (all && "update".equals(System.getProperty("mbus.docs"))) {
      write(consumer, consumer.row() + ran + " |");
    } else if (all) {
      assertThat(rows()).contains(consumer.row() + ran + " |");
    } else {
      assertThat(rows())
          .as("README is stale: mvn verify -Dmbus.consumers=all -Dmbus.docs=update")
          .anyMatch(row -> row.startsWith(consumer.row()));
    }
  }

  /** In the order of the matrix. */
  private void write(Consumer ran, String row) throws IOException {
    synchronized (WRITER) {
      List<String> before = rows();
      List<String> after = new ArrayList<>();
      for (Consumer consumer : Consumer.all()) {
        if (consumer.equals(ran)) {
          after.add(row);
        } else {
          before.stream().filter(known -> known.startsWith(consumer.row())).forEach(after::add);
        }
      }
      String page = Files.readString(file);
      Files.writeString(
          file, page.replace(HEAD + text() + END, HEAD + String.join("\n", after) + "\n" + END));
    }
  }
}
