package io.github.camelmbus.kmp.head;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.line.LineClient;
import io.github.camelmbus.line.LineTask;
import io.github.camelmbus.line.LineWorker;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.line.SharedLine;
import io.github.camelmbus.transport.LineClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An optical head on a line, and the meter under it. Requests are submitted from any thread and run
 * one after the other on that of the line; actions that depend on their futures run there too, and
 * must be quick.
 *
 * <p>Futures end with a {@link KmpNoAnswerException}, a {@link
 * io.github.camelmbus.line.DeadlineException} or a {@link
 * io.github.camelmbus.transport.LineUnavailableException} where there is no result.
 */
public final class OpticalHead implements SharedLine {
  private static final Logger LOG = LoggerFactory.getLogger(OpticalHead.class);

  private final String line;
  private final LineClient<KmpSession> client;
  private final KnownGaps gaps = new KnownGaps();
  private final List<HeadListener> listeners = new CopyOnWriteArrayList<>();
  private final LineClock clock;
  private final Clock wallClock;

  /** Written by the thread of the line alone. */
  private volatile HeadStatus seen;

  /**
   * @param worker owns the line; ends with its last client.
   * @param wallClock says when a meter has answered.
   */
  public OpticalHead(LineWorker worker, KmpSettings settings, Clock wallClock) {
    this.line = worker.line().text();
    this.clock = worker.clock();
    this.wallClock = wallClock;
    this.client = worker.attach(new HeadProtocol(line, settings));
    this.seen = new HeadStatus(client.status(), null, 0, 0, 0, null, null, null);
  }

  private void publish(Consumer<HeadListener> event) {
    for (HeadListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException failure) {
        LOG.warn("{}: {} has failed", line, listener, failure);
      }
    }
  }

  /** Notifies a listener of all answers and failures from now on. */
  public void addListener(HeadListener listener) {
    listeners.add(listener);
  }

  /**
   * Reads registers. It is no fault if the meter does not have some of them.
   *
   * @param registers numbers, each 0..65535; any count.
   * @param patience how long it may take, including the wait for the line.
   */
  public CompletableFuture<HeadReadout> read(
      List<Integer> registers, Priority priority, Duration patience) {
    return submit(
        new ReadRegisters(registers, gaps), HeadReadout::serialNumber, priority, patience);
  }

  /**
   * Asks which meter it is.
   *
   * @param patience how long it may take, including the wait for the line.
   * @return those of the registers {@link io.github.camelmbus.kmp.KmpRegisters#IDENTITY} that it
   *     has; the telegrams also contain its type if the meter reports it.
   */
  public CompletableFuture<HeadReadout> identify(Priority priority, Duration patience) {
    return submit(new Identify(gaps), HeadReadout::serialNumber, priority, patience);
  }

  /**
   * Asks for the serial number, once, to find the place of the head on the meter. It counts neither
   * as a reading nor as a failure.
   *
   * @param patience how long it may take, including the wait for the line.
   */
  public CompletableFuture<HeadProbe> probe(Priority priority, Duration patience) {
    return client.submit(KmpSession::probe, priority, patience);
  }

  /**
   * Reads a log of the meter; between two windows others may use the line. What was read before a
   * failure has been handed over; a query below the lowest of its ids continues it.
   *
   * @param windows take the entries as they are read, on the thread of the line: must be quick.
   * @param patience how long it may take, including the wait for the line.
   * @return ends with a {@link KmpLogException} if the meter has no such log, or stops answering;
   *     with a {@link io.github.camelmbus.line.DeadlineException} if the time was too short.
   */
  public CompletableFuture<LogReadout> readLog(
      LogQuery query, Consumer<LogWindow> windows, Priority priority, Duration patience) {
    return readLog(new ReadLog(line, query, windows, client::isAwaited), priority, patience);
  }

  private CompletableFuture<LogReadout> readLog(
      LogTask task, Priority priority, Duration patience) {
    CompletableFuture<LogReadout> readout = new CompletableFuture<>();
    readLog(task, priority, clock.nanos() + patience.toNanos(), readout);
    return readout;
  }

  /** Runs a turn of a readout, and the next one after others that wait for the line. */
  private void readLog(
      LogTask task, Priority priority, long until, CompletableFuture<LogReadout> readout) {
    Duration left = Duration.ofNanos(until - clock.nanos());
    CompletableFuture<Optional<LogReadout>> turn =
        submit(task, done -> task.meter(), priority, left);
    readout.whenComplete((done, failure) -> turn.cancel(false));
    turn.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            readout.completeExceptionally(failure);
          } else if (done.isPresent()) {
            readout.complete(done.get());
          } else if (!readout.isDone()) {
            readLog(task, Priority.POLL, until, readout);
          }
        });
  }

  /**
   * Reads a log of a module, which is at the destination of the head; between two windows others
   * may use the line.
   *
   * @param windows take the entries as they are read, on the thread of the line: must be quick.
   * @param patience how long it may take, including the wait for the line.
   * @return ends with a {@link KmpLogException} if there is no such log, or the answers stop.
   */
  public CompletableFuture<LogReadout> readModuleLog(
      ModuleLogQuery query, Consumer<LogWindow> windows, Priority priority, Duration patience) {
    return readLog(new ReadModuleLog(line, query, windows, client::isAwaited), priority, patience);
  }

  private <T> CompletableFuture<T> submit(
      LineTask<KmpSession, T> task,
      Function<T, @Nullable Long> meter,
      Priority priority,
      Duration patience) {
    return client.submit(session -> observed(task, meter, session), priority, patience);
  }

  private <T> T observed(
      LineTask<KmpSession, T> task, Function<T, @Nullable Long> meter, KmpSession session) {
    T result;
    try {
      result = task.run(session);
    } catch (KmpNoAnswerException failure) {
      failed(failure, failure, session.retries());
      throw failure;
    } catch (KmpLogException stopped) {
      if (stopped.getCause() instanceof KmpNoAnswerException failure
          && stopped.reason() == KmpLogException.Reason.STOPPED) {
        failed(stopped, failure, session.retries());
      }
      throw stopped;
    }
    Long answering = meter.apply(result);
    Duration time = Objects.requireNonNullElse(session.responseTime(), Duration.ZERO);
    seen = seen.good(answering, time, session.retries(), wallClock.instant());
    publish(listener -> listener.read(answering, time, session.retries()));
    return result;
  }

  private void failed(MBusException thrown, KmpNoAnswerException failure, int retries) {
    seen = seen.failed(String.valueOf(thrown.getMessage()), retries);
    publish(listener -> listener.failed(seen.meter(), failure, retries));
  }

  /** How it is doing; never waits. */
  public HeadStatus status() {
    return seen.at(client.status());
  }

  @Override
  public void close() {
    client.close();
  }
}
