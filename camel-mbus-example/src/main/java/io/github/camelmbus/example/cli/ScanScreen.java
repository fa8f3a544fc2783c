package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.Logs;
import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.search.Progress;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Prints lines, on a terminal with a progress bar below them. */
final class ScanScreen implements AutoCloseable {
  private static final int REFRESH_MILLIS = 250;
  private static final long UNKNOWN = -1;
  private static final String CONTINUED = "  ";

  private final PrintStream lines;
  private final @Nullable BottomLine bottom;
  private final @Nullable ProgressBar bar;
  private final boolean coloured;
  private final int columns;
  private final Runnable endOfLog;
  private boolean closed;

  private ScanScreen(
      PrintStream lines, @Nullable BottomLine bottom, int columns, boolean coloured) {
    this.lines = lines;
    this.coloured = coloured;
    this.columns = columns;
    this.bottom = bottom;
    this.bar = bottom == null ? null : bar(bottom);
    // The log is on the same terminal.
    this.endOfLog = bottom == null ? () -> {} : Logs.beforeEachLine(bottom::makeRoom);
  }

  /** A screen without a bar. */
  static ScanScreen plain(PrintStream lines) {
    return new ScanScreen(lines, null, Integer.MAX_VALUE, false);
  }

  /**
   * A screen with a bar.
   *
   * @param terminal where the bar is drawn, below the lines.
   * @param columns the width of the terminal.
   * @param coloured whether lines may have colours.
   */
  static ScanScreen withBar(
      PrintStream lines, PrintStream terminal, int columns, boolean coloured) {
    return new ScanScreen(lines, new BottomLine(terminal, columns), columns, coloured);
  }

  private static ProgressBar bar(ProgressBarConsumer bottom) {
    return new ProgressBarBuilder()
        .setTaskName("scan")
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setUnit(" probes", 1)
        .setConsumer(bottom)
        .continuousUpdate()
        .hideEta()
        .build();
  }

  void show(Progress progress) {
    if (bar != null) {
      bar.maxHint(progress.left() == 0 ? UNKNOWN : (long) progress.probes() + progress.left());
      bar.stepTo(progress.probes());
      bar.setExtraMessage(progress.found() + " found");
    }
  }

  /** The style of a line, if it may have colours. */
  enum Style {
    PLAIN(""),
    HEADER("1"),
    GOOD("32"),
    WARNING("33"),
    BAD("31");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /** Prints a line with control characters escaped. */
  void print(String text) {
    print(text, Style.PLAIN);
  }

  /** Prints a line with control characters escaped, in a style. */
  void print(String text, Style style) {
    String line = styled(text, style);
    if (bottom != null) {
      bottom.printAbove(lines, line);
    } else {
      lines.println(line);
      lines.flush();
    }
  }

  /**
   * A text with control characters escaped, in a style. One that is longer than a line of the
   * terminal continues on the next one, so that no word is cut: people copy commands from it.
   */
  String styled(String text, Style style) {
    String plain = Printable.of(text);
    if (style == Style.PLAIN || style == Style.HEADER) {
      return coloured(plain, style);
    }
    return Wrapping.lines(plain, columns, CONTINUED).stream()
        .map(line -> coloured(line, style))
        .collect(Collectors.joining("\n"));
  }

  private String coloured(String line, Style style) {
    return coloured && style != Style.PLAIN
        ? "\u001B[" + style.code + "m" + line + "\u001B[0m"
        : line;
  }

  /** Whether a line of this length fits into one of the terminal. */
  boolean fits(int length) {
    return length <= columns;
  }

  /** Whether the lines are still read. */
  boolean isOpen() {
    return !lines.checkError();
  }

  /** Removes the bar; idempotent. */
  @Override
  public void close() {
    if (bar != null && bottom != null && !closed) {
      closed = true;
      endOfLog.run();
      bar.close();
      // The library does not remove a bar that was open for a moment only.
      bottom.clear();
    }
  }

  /**
   * Draws the bar, in a thread of the library. The library must not open the terminal itself, as it
   * would then handle Ctrl-C.
   */
  private static final class BottomLine implements ProgressBarConsumer {
    private static final int WIDEST = 78;

    private final PrintStream terminal;
    private final int width;
    private final String blank;
    private final ReentrantLock lock = new ReentrantLock();
    private String shown = "";

    /**
     * @param columns of the terminal; the bar is shorter, as a full line could not be erased.
     */
    BottomLine(PrintStream terminal, int columns) {
      this.terminal = terminal;
      this.width = Math.max(1, Math.min(columns - 2, WIDEST));
      this.blank = "\r" + " ".repeat(width) + "\r";
    }

    @Override
    public int getMaxRenderedLength() {
      return width;
    }

    @Override
    public void accept(String rendered) {
      // The text beside the bar of the library may exceed the width.
      draw("\r" + rendered.substring(0, Math.min(rendered.length(), width)));
    }

    private void draw(String text) {
      lock.lock();
      try {
        shown = text;
        terminal.print(text);
        terminal.flush();
      } finally {
        lock.unlock();
      }
    }

    void printAbove(PrintStream lines, String line) {
      lock.lock();
      try {
        String bar = shown;
        if (!bar.isEmpty()) {
          draw(blank);
        }
        lines.println(line);
        lines.flush();
        draw(bar);
      } finally {
        lock.unlock();
      }
    }

    /** Erases the bar before a line of the log; it is drawn again below the line. */
    void makeRoom() {
      lock.lock();
      try {
        if (!shown.isEmpty()) {
          terminal.print(blank);
          terminal.flush();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void clear() {
      draw(blank);
      draw("");
    }

    @Override
    public void close() {
      terminal.flush();
    }
  }
}
