package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpAssembler;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import io.github.camelmbus.kmp.KmpReceived;
import io.github.camelmbus.kmp.KmpRequest;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a meter on an open line. Times are those that the manufacturer states: the
 * whole request in one write, as a meter drops it after a pause of 27 ms; the next one at least a
 * character after an answer, and 1.6 s after a failure, as the meter discards requests before that.
 * On a network that pause is a part of the wait for an answer, which may be late there. Confined to
 * the thread of the line.
 */
public final class KmpSession {
  private static final Logger LOG = LoggerFactory.getLogger(KmpSession.class);

  /** Start bit, 8 data bits, 2 stop bits. */
  private static final int BITS_OF_OCTET = 11;

  private static final Duration PAUSE_AFTER_ANSWER = Duration.ofMillis(10);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(1_600);

  /** The most that an answer takes; eight registers, all octets stuffed, take half of it. */
  private static final Duration WHOLE_ANSWER = Duration.ofSeconds(3);

  private static final int BUFFER = 512;

  /** Bounds what is discarded on a line that never stops sending. */
  private static final int MAX_STALE_READS = 16;

  private final String line;
  private final Transport transport;
  private final KmpSettings settings;
  private final KmpConnection connection;
  private final AnswerWindow window;
  private final long until;
  private final LineClock clock;
  private int sent;
  private int repeated;
  private @Nullable Duration responseTime;

  KmpSession(HeadProtocol protocol, Transport transport, KmpConnection connection, long until) {
    this.line = protocol.line();
    this.transport = transport;
    this.settings = protocol.settingsOfHead();
    this.window = protocol.window();
    this.connection = connection;
    this.until = until;
    this.clock = transport.clock();
  }

  KmpSettings settings() {
    return settings;
  }

  int requestsSent() {
    return sent;
  }

  /** Requests that had to be repeated. */
  int retries() {
    return repeated;
  }

  /** From the end of the first request to the first octets of its answer; null before. */
  @Nullable Duration responseTime() {
    return responseTime;
  }

  /**
   * An answer, and the frames that it came in.
   *
   * @param answer what the meter says.
   * @param octets the frame as it came.
   */
  public record Answered<A extends KmpAnswer>(A answer, OctetString octets) {}

  /**
   * Sends a request, and repeats it until a good answer comes.
   *
   * @throws KmpNoAnswerException if none came to the last retry either.
   * @throws DeadlineException if the time of the task is over.
   */
  public <A extends KmpAnswer> Answered<A> ask(KmpRequest<A> request) {
    return ask(request, answer -> null);
  }

  /**
   * As {@link #ask(KmpRequest)}, where a good answer may be that to an earlier request.
   *
   * @param fit checks whether it belongs to this one.
   */
  <A extends KmpAnswer> Answered<A> ask(KmpRequest<A> request, Fit<A> fit) {
    return ask(request, fit, settings.destination(), settings.retries());
  }

  /**
   * As {@link #ask(KmpRequest, Fit)}.
   *
   * @param destination part of the meter that is asked.
   * @param retries how often the request is repeated.
   */
  <A extends KmpAnswer> Answered<A> ask(
      KmpRequest<A> request, Fit<A> fit, int destination, int retries) {
    Attempt<A> attempt = new Attempt<>(request, fit, destination);
    for (int retry = 0; true; retry++) {
      Answered<A> answered = attempt.run(window.nanos());
      attempt.measure(answered != null);
      if (answered != null) {
        return answered;
      }
      if (retry == retries) {
        throw attempt.failure(retry + 1);
      }
      repeated++;
    }
  }

  /** Asks for the serial number, once, and reports whatever comes. */
  HeadProbe probe() {
    Attempt<KmpAnswer.SerialNumber> attempt =
        new Attempt<>(new KmpRequest.GetSerialNumber(), answer -> null, settings.destination());
    Answered<KmpAnswer.SerialNumber> answered = attempt.run(window.whenProbing());
    return new HeadProbe(
        attempt.echo,
        attempt.octetsSeen,
        attempt.isDamaged(),
        answered == null ? null : answered.answer().number());
  }

  /**
   * Waits until a request may be sent, and discards what comes: a late answer, or noise.
   *
   * @return whether any octet came except 00h, which a meter may send at any time.
   */
  private boolean awaitIdle(byte[] buffer) {
    boolean came = false;
    while (clock.nanos() - connection.notBefore() < 0) {
      checkDeadline();
      came |= !isZeros(buffer, transport.read(buffer, connection.notBefore()));
    }
    for (int reads = 0; reads < MAX_STALE_READS; reads++) {
      if (transport.read(buffer, clock.nanos()) == 0) {
        return came;
      }
    }
    return came;
  }

  private static boolean isZeros(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkDeadline() {
    if (until != Long.MAX_VALUE && clock.nanos() - until >= 0) {
      throw DeadlineException.stopped(line, sent);
    }
  }

  /** One request, its repeats, and what came in reply. */
  private final class Attempt<A extends KmpAnswer> {
    private final KmpRequest<A> request;
    private final Fit<A> fit;
    private final int destination;
    private final byte[] octets;
    private final KmpAssembler assembler = new KmpAssembler();
    private final byte[] buffer = new byte[BUFFER];
    private Seen seen = Seen.NOTHING;
    private String detail = "";
    private boolean echo;
    private int octetsSeen;
    private long waited;
    private boolean windowIsOver;

    /** The end of the first of the requests that may still be answered; 0 if there is none. */
    private long firstEnd;

    /** When the answer began, or an echo came. */
    private long came;

    private Attempt(KmpRequest<A> request, Fit<A> fit, int destination) {
      if (!request.changesNothing()) {
        throw new IllegalArgumentException(
            "command %02X changes the meter; nothing was sent".formatted(request.cid()));
      }
      this.request = request;
      this.fit = fit;
      this.destination = destination;
      this.octets = request.frame(destination).encode();
    }

    /**
     * Sends it once.
     *
     * @param time for the first octet of the answer.
     */
    private @Nullable Answered<A> run(long time) {
      boolean late = awaitIdle(buffer);
      if (!windowIsOver) {
        firstEnd = 0;
      } else if (late) {
        see(Seen.LATE, "");
      }
      checkDeadline();
      assembler.clear();
      connection.report(true, octets);
      sent++;
      transport.write(octets);
      long requestEnd = clock.nanos() + duration(octets.length);
      firstEnd = firstEnd == 0 ? requestEnd : firstEnd;
      waited = Math.max(waited, time);
      Answered<A> answered = receive(requestEnd, time);
      connection.pause(answered == null ? pauseAfterFault() : pauseAfterAnswer(requestEnd));
      return answered;
    }

    private Duration pauseAfterFault() {
      return windowIsOver && window.isNetwork() ? Duration.ZERO : PAUSE_AFTER_FAULT;
    }

    /** An answer to a repeated request may be that to the first one, and another one may follow. */
    private Duration pauseAfterAnswer(long requestEnd) {
      long apart = Math.min(requestEnd - firstEnd, window.longestDelay());
      return Duration.ofNanos(Math.max(PAUSE_AFTER_ANSWER.toNanos(), apart));
    }

    /** An answer to a repeated request may be that to the first one. */
    private void measure(boolean answered) {
      if (answered || echo) {
        window.answered(came - firstEnd);
      } else if (octetsSeen == 0) {
        window.silent();
      }
    }

    private long duration(int length) {
      return TimeUnit.SECONDS.toNanos(1) * length * BITS_OF_OCTET / settings.line().baudRate();
    }

    private @Nullable Answered<A> receive(long requestEnd, long time) {
      long began = 0;
      long late = window.isNetwork() ? PAUSE_AFTER_FAULT.toNanos() : 0;
      long deadline = requestEnd + time + late;
      long end = deadline + WHOLE_ANSWER.toNanos();
      windowIsOver = false;
      while (true) {
        int length = transport.read(buffer, deadline);
        if (length == 0) {
          windowIsOver = !assembler.isInAnswer();
          if (!windowIsOver) {
            see(Seen.DAMAGED, "an answer began and did not end");
          }
          return null;
        }
        long now = clock.nanos();
        Answered<A> answered = accept(length);
        if (began == 0 && (answered != null || assembler.isInAnswer())) {
          began = now;
        }
        if (answered != null) {
          came = began;
          note(Duration.ofNanos(Math.max(0, began - requestEnd)));
          return answered;
        }
        if (assembler.isInAnswer()) {
          deadline = earlier(end, clock.nanos() + settings.gap().toNanos());
        }
        if (clock.nanos() - deadline > 0) {
          return null;
        }
      }
    }

    private void note(Duration time) {
      if (responseTime == null) {
        responseTime = time;
      }
    }

    private long earlier(long a, long b) {
      return a - b < 0 ? a : b;
    }

    private @Nullable Answered<A> accept(int length) {
      connection.report(false, Arrays.copyOf(buffer, length));
      octetsSeen += length;
      boolean wasInFrame = assembler.isInFrame();
      for (KmpReceived received : assembler.accept(buffer, 0, length)) {
        Answered<A> answered = judge(received);
        if (answered != null) {
          return answered;
        }
        wasInFrame = true;
      }
      if (!wasInFrame && !assembler.isInFrame() && !isZeros(buffer, length)) {
        see(Seen.DAMAGED, "octets that begin no frame: " + hex(length));
      }
      return null;
    }

    private String hex(int length) {
      return OctetString.of(Arrays.copyOf(buffer, length)).toString();
    }

    private @Nullable Answered<A> judge(KmpReceived received) {
      if (received instanceof KmpReceived.Good good) {
        return judge(good);
      }
      if (received instanceof KmpReceived.Damaged damaged) {
        see(Seen.DAMAGED, String.valueOf(damaged.fault().getMessage()));
      } else {
        see(Seen.OTHER_ANSWER, "an acknowledge came");
      }
      return null;
    }

    private @Nullable Answered<A> judge(KmpReceived.Good good) {
      KmpFrame frame = good.frame();
      if (frame.direction() == Direction.TO_METER) {
        echo = true;
        came = clock.nanos();
        see(Seen.ECHO, "");
        return null;
      }
      if (frame.destination() != destination) {
        see(
            Seen.OTHER_ANSWER,
            "destination %02X was asked, %02X answers".formatted(destination, frame.destination()));
        return null;
      }
      try {
        A answer = request.answer(frame);
        String misfit = fit.misfit(answer);
        if (misfit == null) {
          return new Answered<>(answer, good.octets());
        }
        see(Seen.OTHER_ANSWER, misfit + ": " + good.octets());
      } catch (KmpFormatException other) {
        see(Seen.OTHER_ANSWER, String.valueOf(other.getMessage()));
      }
      return null;
    }

    /** Keeps the strongest evidence of all retries. */
    private void see(Seen what, String words) {
      if (what.compareTo(seen) >= 0) {
        seen = what;
        detail = words;
      }
      LOG.debug("{}: {} {}", line, what, words);
    }

    private static String seconds(long nanos) {
      return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    private boolean isDamaged() {
      return seen.compareTo(Seen.DAMAGED) >= 0;
    }

    private KmpNoAnswerException failure(int requests) {
      String asked = "%s: no answer to command %02X".formatted(line, request.cid());
      String tries = requests == 1 ? "one request" : requests + " requests";
      return new KmpNoAnswerException(
          seen,
          switch (seen) {
            case NOTHING ->
                asked
                    + ", nothing at all came back to %s. Is it the right port, and has the head"
                        .formatted(tries)
                    + " power? A head without echo shows nothing of a meter that sleeps, or"
                    + " from a wrong place on its eye"
                    + (window.isNetwork()
                        ? ". Answers that a gateway delays by more than %s need a longer timeout"
                                .formatted(seconds(waited))
                            + " (--timeout)"
                        : "");
            case ECHO ->
                asked
                    + ", only the head's echo came back to %s. The port is right; is the head"
                        .formatted(tries)
                    + " in its place on the eye of the meter, the right way up? Some meters"
                    + " sleep until a button is pressed";
            case LATE ->
                asked
                    + " within %s, but octets came later. Does something delay them? A longer"
                        .formatted(seconds(waited))
                    + " timeout (--timeout) waits for them";
            case DAMAGED ->
                asked
                    + ", what came back to %s is damaged: %s. Is the head in its place, and the"
                        .formatted(tries, detail)
                    + " line at 1200 bit/s with 8 data bits, no parity, 2 stop bits?";
            case OTHER_ANSWER -> asked + ", another answer came to %s: %s".formatted(tries, detail);
          });
    }
  }
}
