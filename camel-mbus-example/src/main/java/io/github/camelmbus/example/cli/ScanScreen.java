package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.app.Logs;
import io.github.camelmbus.example.sink.Printable;
import io.github.camelmbus.search.Progress;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Lines for people; on a terminal there is a progress bar below them. */
final class ScanScreen implements AutoCloseable {
  private static final int REFRESH_MILLIS = 250;
  private static final long UNKNOWN = -1;

  private final PrintStream lines;
  private final @Nullable BottomLine bottom;
  private final @Nullable ProgressBar bar;
  private final boolean coloured;
  private final Runnable endOfLog;
  private boolean closed;

  private ScanScreen(PrintStream lines, @Nullable BottomLine bottom, boolean coloured) {
    this.lines = lines;
    this.coloured = coloured;
    this.bottom = bottom;
    this.bar = bottom == null ? null : bar(bottom);
    // The log goes to the same terminal.
    this.endOfLog = bottom == null ? () -> {} : Logs.beforeEachLine(bottom::makeRoom);
  }

  /** Lines and no bar. */
  static ScanScreen plain(PrintStream lines) {
    return new ScanScreen(lines, null, false);
  }

  /**
   * Lines above a bar.
   *
   * @param terminal where the bar is drawn, the one that shows the lines too.
   * @param columns its width.
   * @param coloured whether it shows colours.
   */
  static ScanScreen withBar(
      PrintStream lines, PrintStream terminal, int columns, boolean coloured) {
    return new ScanScreen(lines, new BottomLine(terminal, columns), coloured);
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

  /** How a line looks on a terminal that shows colours. */
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

  /** Prints one line; what a terminal would obey is escaped. */
  void print(String text) {
    print(text, Style.PLAIN);
  }

  /** The same in a style, where there are colours. */
  void print(String text, Style style) {
    String line = styled(text, style);
    if (bottom != null) {
      bottom.printAbove(lines, line);
    } else {
      lines.println(line);
      lines.flush();
    }
  }

  /** A text with what a terminal would obey escaped, in a style where there are colours. */
  String styled(String text, Style style) {
    String plain = Printable.of(text);
    return coloured && style != Style.PLAIN
        ? "\u001B[" + style.code + "m" + plain + "\u001B[0m"
        : plain;
  }

  /** False once nobody reads the lines any more. */
  boolean isOpen() {
    return !lines.checkError();
  }

  /** Takes the bar away; idempotent. */
  @Override
  public void close() {
    if (bar != null && bottom != null && !closed) {
      closed = true;
      endOfLog.run();
      bar.close();
      // The library leaves a bar there that was open for an instant only.
      bottom.clear();
    }
  }

  /**
   * Where the bar is drawn, by a thread of the library. The library is not asked to look at the
   * terminal, as that would take Ctrl-C away from us.
   */
  private static final class BottomLine implements ProgressBarConsumer {
    private static final int WIDEST = 78;

    private final PrintStream terminal;
    private final int width;
    private final String blank;
    private final ReentrantLock lock = new ReentrantLock();
    private String shown = "";

    /**
     * @param columns of the terminal; a line that is as long would leave its beginning behind.
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
      // The library keeps to the width with its bar, not with the words around it.
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

    /** For a line that somebody else writes; the bar comes again below it. */
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
