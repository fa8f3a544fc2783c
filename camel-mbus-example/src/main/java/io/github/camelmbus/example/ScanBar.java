package io.github.camelmbus.example;

import io.github.camelmbus.search.Progress;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar in the last line of a terminal, below lines that are printed meanwhile. */
final class ScanBar implements AutoCloseable {
  private static final int REFRESH_MILLIS = 250;

  private final BottomLine bottom;
  private final ProgressBar bar;
  private boolean closed;

  ScanBar(PrintStream terminal) {
    bottom = new BottomLine(terminal);
    bar =
        new ProgressBarBuilder()
            .setTaskName("scan")
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setUnit(" probes", 1)
            .setConsumer(bottom)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .hideEta()
            .build();
  }

  void show(Progress progress) {
    bar.maxHint((long) progress.probes() + progress.left());
    bar.stepTo(progress.probes());
    bar.setExtraMessage(progress.found() + " found");
  }

  /** Prints a line of data, which may go to another stream of the same terminal. */
  void printAbove(PrintStream out, String line) {
    bottom.printAbove(out, line);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bar.close();
    }
  }

  /**
   * Where the bar is drawn, by a thread of the library. Does not let the library look at the
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
      lock.lock();
      try {
        shown = rendered;
        terminal.print("\r" + shown);
        terminal.flush();
      } finally {
        lock.unlock();
      }
    }

    void printAbove(PrintStream out, String line) {
      lock.lock();
      try {
        terminal.print(BLANK);
        terminal.flush();
        out.println(line);
        out.flush();
        terminal.print(shown);
        terminal.flush();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void clear() {
      accept(BLANK);
    }

    @Override
    public void close() {
      clear();
    }
  }
}
