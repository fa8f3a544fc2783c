package io.github.camelmbus.example.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives a command time to end properly when the process is to end, after Ctrl-C for example. The
 * command checks {@link #requested}, and calls {@link #close} when it has ended. The exit code is
 * then that of the signal, 130 for Ctrl-C.
 */
final class Interruption implements AutoCloseable {
  /** As long as a probe takes that reads a long telegram at 300 bit/s. */
  private static final Duration LONGEST_END = Duration.ofSeconds(15);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread hook = new Thread(this::awaitEnd, "interruption");

  private Interruption() {}

  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  boolean requested() {
    return asked.getCount() == 0;
  }

  /** Requests the end itself. */
  void request() {
    asked.countDown();
  }

  /** Waits until the end is requested. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Waits for this time, or until the end is requested. */
  void await(Duration time) throws InterruptedException {
    asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void awaitEnd() {
    asked.countDown();
    try {
      if (!ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("the line is still busy; ended without waiting for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!requested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The end was requested just now; the hook has nothing to wait for.
        asked.countDown();
      }
    }
  }
}
