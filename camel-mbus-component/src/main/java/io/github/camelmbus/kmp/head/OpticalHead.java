package io.github.camelmbus.kmp.head;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpRequest;
import io.github.camelmbus.line.LineClient;
import io.github.camelmbus.line.LineStatus;
import io.github.camelmbus.line.LineWorker;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.line.SharedLine;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An optical head at a line, and the meter that it is on. Requests are submitted from any thread
 * and run one after the other on that of the line; what completes their futures there must be
 * quick.
 *
 * <p>Futures end with a {@link KmpNoAnswerException}, a {@link
 * io.github.camelmbus.line.DeadlineException} or a {@link
 * io.github.camelmbus.transport.LineUnavailableException} where there is no result.
 */
public final class OpticalHead implements SharedLine {
  private static final Logger LOG = LoggerFactory.getLogger(OpticalHead.class);
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final String line;
  private final LineClient<KmpSession> client;
  private final KnownGaps gaps = new KnownGaps();
  private final List<OctetListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param worker owns the line; ends with its last client.
   */
  public OpticalHead(LineWorker worker, KmpSettings settings) {
    this.line = worker.line().text();
    this.client = worker.attach(new HeadProtocol(line, settings, this::report));
  }

  private void report(boolean sent, byte[] octets) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} {}", line, sent ? "SENT" : "RECEIVED", HEX.formatHex(octets));
    }
    for (OctetListener listener : listeners) {
      try {
        listener.octets(sent, octets.clone());
      } catch (RuntimeException failure) {
        LOG.warn("{}: {} has failed", line, listener, failure);
      }
    }
  }

  /** Lets a listener see all octets from now on. */
  public void addListener(OctetListener listener) {
    listeners.add(listener);
  }

  /**
   * Reads registers, of which those that the meter does not have are no fault.
   *
   * @param registers numbers, each 0..65535; any count.
   * @param patience how long it may take, the wait for others included.
   */
  public CompletableFuture<HeadReadout> read(
      List<Integer> registers, Priority priority, Duration patience) {
    return client.submit(new ReadRegisters(registers, gaps), priority, patience);
  }

  /**
   * Asks one thing.
   *
   * @param patience how long it may take, the wait for others included.
   */
  public <A extends KmpAnswer> CompletableFuture<A> ask(
      KmpRequest<A> request, Priority priority, Duration patience) {
    return client.submit(session -> session.ask(request).answer(), priority, patience);
  }

  /** State of the line; never waits. */
  public LineStatus status() {
    return client.status();
  }

  @Override
  public void close() {
    client.close();
  }
}
