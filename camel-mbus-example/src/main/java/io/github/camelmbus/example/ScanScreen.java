package io.github.camelmbus.example;

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
  private boolean closed;

  private ScanScreen(PrintStream lines, @Nullable BottomLine bottom) {
    this.lines = lines;
    this.bottom = bottom;
    this.bar = bottom == null ? null : bar(bottom);
  }

  /** Lines and no bar. */
  static ScanScreen plain(PrintStream lines) {
    return new ScanScreen(lines, null);
  }

  /**
   * Lines above a bar.
   *
   * @param terminal where the bar is drawn, the one that shows the lines too.
   */
  static ScanScreen withBar(PrintStream lines, PrintStream terminal) {
    return new ScanScreen(lines, new BottomLine(terminal));
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

  void print(String line) {
    if (bottom != null) {
      bottom.printAbove(lines, line);
    } else {
      lines.println(line);
      lines.flush();
    }
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
    /** Fits all terminals; a longer line would leave its beginning behind. */
    private static final int WIDTH = 78;

    private static final String BLANK = "\r" + " ".repeat(WIDTH) + "\r";

    private final PrintStream terminal;
    private final ReentrantLock lock = new ReentrantLock();
    private String shown = "";

    BottomLine(PrintStream terminal) {
      this.terminal = terminal;
    }

    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String rendered) {
      draw("\r" + rendered);
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
          draw(BLANK);
        }
        lines.println(line);
        lines.flush();
        draw(bar);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void clear() {
      draw(BLANK);
      draw("");
    }

    @Override
    public void close() {
      terminal.flush();
    }
  }
}
