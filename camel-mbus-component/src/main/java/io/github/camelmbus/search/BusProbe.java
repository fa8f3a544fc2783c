package io.github.camelmbus.search;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.Priority;
import io.github.camelmbus.master.Reply;
import io.github.camelmbus.master.Transaction;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Probes a bus: each probe is one transaction of the lowest priority, so that readings and commands
 * go in between. Fails with {@link io.github.camelmbus.transport.LineUnavailableException} where
 * the line is away.
 */
public final class BusProbe implements Probe {
  private final Bus bus;
  private volatile boolean showsCollisions = true;

  public BusProbe(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void wakeUp() {
    run(
        session -> {
          session.probe(false);
          session.wakeUp();
          session.measureLatency();
          session.deselect();
          showsCollisions = session.showsBadOctets();
          return showsCollisions;
        });
  }

  @Override
  public Outcome select(Mask mask, Effort effort) {
    return run(session -> new Selection(session, mask, effort, showsCollisions).run());
  }

  @Override
  public Outcome address(int primaryAddress, Effort effort) {
    PrimaryAddress address = new PrimaryAddress(primaryAddress);
    return run(session -> new AtAddress(session, address, effort).run());
  }

  @Override
  public Optional<String> stillSelected() {
    return run(
        session -> {
          session.probe(true);
          session.deselect();
          session.select(SecondarySearch.CONTROL.address(), false, false);
          Reply reply = session.reqUd2(PrimaryAddress.NETWORK_LAYER, null);
          if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
            return Optional.of("meter " + answer.secondaryAddress());
          }
          return reply instanceof Reply.Garbled ? Optional.of("more than one") : Optional.empty();
        });
  }

  @Override
  public boolean showsCollisions() {
    return showsCollisions;
  }

  @Override
  public boolean echoes() {
    return bus.status().echo();
  }

  private <T> T run(Transaction<T> transaction) {
    CompletableFuture<T> result = bus.submit(transaction, Priority.SEARCH);
    try {
      return result.get();
    } catch (InterruptedException interrupted) {
      result.cancel(false);
      Thread.currentThread().interrupt();
      throw new Course.Stopped("interrupted");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof MBusException cause) {
        throw cause;
      }
      throw new IllegalStateException("a probe failed: " + failed.getCause(), failed.getCause());
    }
  }

  /** One probe on the bus thread: what is common to masks and primary addresses. */
  private abstract static class OnBus {
    /** As EN 13757-2, 5.7.9 has it. */
    static final int TRIES = 3;

    final BusSession session;
    final Effort effort;

    OnBus(BusSession session, Effort effort) {
      this.session = session;
      this.effort = effort;
      session.probe(effort == Effort.PATIENT);
    }

    /** Asks for a telegram. */
    abstract Reply request();

    /** Makes the meters listen anew, another way than before; false if they do not. */
    abstract boolean reset();

    /** Whether to believe at once that an answer is a collision. */
    abstract boolean collisionIsLikely();

    /** How often a damaged telegram is asked for. */
    abstract int tries();

    /** Reads what has acknowledged. */
    Outcome read() {
      int silent = 0;
      int damaged = 0;
      SecondaryAddress claimed = null;
      int mismatches = 0;
      while (silent + damaged < TRIES && damaged < tries()) {
        Reply reply = request();
        if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
          return new Outcome.One(
              answer.secondaryAddress(),
              answer.primaryAddress(),
              answer.octets(),
              answer.responseTime());
        } else if (reply instanceof Reply.Mismatch mismatch) {
          // One that was selected before may have missed the selection.
          if (mismatches++ > 0 || !reset()) {
            return new Outcome.Mismatch(mismatch.sender());
          }
        } else if (reply instanceof Reply.Garbled garbled) {
          if (garbled.superposed() && collisionIsLikely()) {
            return new Outcome.Several();
          }
          damaged++;
          claimed = garbled.claimedAddress();
        } else {
          silent++;
          // It may have lost its selection, or take FCB 1 for a repeat of something.
          if (silent == TRIES - 1 && (effort == Effort.QUICK || !reset())) {
            break;
          }
        }
      }
      return damaged == 0 ? new Outcome.Mute() : new Outcome.Damaged(claimed);
    }

    static Outcome junk(Reply.Garbled garbled) {
      return garbled.isNoise() ? new Outcome.Noise() : new Outcome.Several();
    }
  }

  /** A selection, and the reading of what it selects. */
  private static final class Selection extends OnBus {
    private final Mask mask;
    private final boolean showsCollisions;

    Selection(BusSession session, Mask mask, Effort effort, boolean showsCollisions) {
      super(session, effort);
      this.mask = mask;
      this.showsCollisions = showsCollisions;
    }

    Outcome run() {
      Outcome outcome = once(false);
      return outcome instanceof Outcome.Nobody && effort == Effort.PATIENT ? once(true) : outcome;
    }

    private Outcome once(boolean fcb) {
      Reply reply = select(fcb);
      if (reply instanceof Reply.Garbled && mask.isExact()) {
        reply = select(!fcb);
      }
      if (reply instanceof Reply.Answer) {
        return read();
      } else if (reply instanceof Reply.Garbled garbled) {
        // Whoever has time lets the telegrams decide, and not the acknowledges.
        return effort == Effort.PATIENT ? read() : junk(garbled);
      } else if (reply instanceof Reply.Mismatch mismatch) {
        return new Outcome.Mismatch(mismatch.sender());
      }
      return showsCollisions && effort == Effort.QUICK ? new Outcome.Nobody() : askTheSilent();
    }

    /** Acknowledges may have put each other out, which long telegrams hardly do. */
    private Outcome askTheSilent() {
      Reply reply = request();
      if (reply instanceof Reply.Silence) {
        return new Outcome.Nobody();
      }
      return reply instanceof Reply.Garbled garbled ? junk(garbled) : read();
    }

    private Reply select(boolean fcb) {
      SecondaryAddress address = mask.address();
      return session.select(address, mask.fabricationNumber(), fcb, !mask.isExact());
    }

    @Override
    Reply request() {
      return session.reqUd2(PrimaryAddress.NETWORK_LAYER, mask.address());
    }

    @Override
    boolean reset() {
      session.sndNke(PrimaryAddress.NETWORK_LAYER, false);
      return select(true) instanceof Reply.Answer;
    }

    @Override
    boolean collisionIsLikely() {
      return !mask.isExact();
    }

    /** Where several may be meant, a damaged telegram is that of two: no time is lost on it. */
    @Override
    int tries() {
      return mask.address().idIsExact() || effort == Effort.PATIENT ? TRIES : 1;
    }
  }

  /** SND_NKE to a primary address, and the reading of what acknowledges it. */
  private static final class AtAddress extends OnBus {
    private final PrimaryAddress address;

    AtAddress(BusSession session, PrimaryAddress address, Effort effort) {
      super(session, effort);
      this.address = address;
    }

    Outcome run() {
      // Two that acknowledge as one are told apart by their telegrams.
      Reply reply = session.sndNke(address, false);
      if (isInDoubt(reply)) {
        reply = session.sndNke(address, false);
      }
      if (reply instanceof Reply.Answer) {
        return read();
      } else if (reply instanceof Reply.Garbled garbled) {
        return junk(garbled);
      } else if (reply instanceof Reply.Mismatch mismatch) {
        return new Outcome.Mismatch(mismatch.sender());
      }
      return new Outcome.Nobody();
    }

    /** Junk in place of an acknowledge may be noise. */
    private boolean isInDoubt(Reply reply) {
      return reply instanceof Reply.Garbled
          || reply instanceof Reply.Silence && effort == Effort.PATIENT;
    }

    @Override
    Reply request() {
      return session.reqUd2(address, null);
    }

    @Override
    boolean reset() {
      return session.sndNke(address, false) instanceof Reply.Answer;
    }

    @Override
    boolean collisionIsLikely() {
      return true;
    }

    @Override
    int tries() {
      return TRIES;
    }
  }
}
