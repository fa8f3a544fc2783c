package io.github.camelmbus.search;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.line.Priority;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.link.LineProfile;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.BusSession.Patience;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Probes a bus: each probe is one transaction of the lowest priority, so that readings and commands
 * go in between. Fails with {@link io.github.camelmbus.transport.LineUnavailableException} where
 * the line is away.
 */
public final class BusProbe implements Probe {
  /** No meter answers later, and no gateway hands an answer over later. */
  private static final Duration LATEST_ANSWER = Duration.ofSeconds(5);

  /** No meter pauses longer between two octets of a telegram. */
  private static final Duration QUIET = Duration.ofMillis(200);

  /** So often at most, as noise may never end. */
  private static final int MAX_LISTENING = 50;

  /** Questions in a row with which each connection is lost and nothing is heard. */
  private static final int MAX_LOST = 3;

  private final Bus bus;
  final OverlapDetector overlaps = new OverlapDetector();

  /** How many octets come around the telegrams of a meter that was asked alone. */
  final Map<SecondaryAddress, Long> strayOctets = new ConcurrentHashMap<>();

  private final SuperposedOctets superposed = new SuperposedOctets();
  private final Silences<Mask> silentMasks = new Silences<>();
  private final Silences<Integer> silentAddresses = new Silences<>();
  private volatile @Nullable String everywhere;
  private volatile boolean showsCollisions = true;
  private volatile DamagedOctets evidence = DamagedOctets.UNKNOWN;
  private volatile @Nullable LineProfile profile;
  private int lostInARow;
  private long heardWhenLost;

  public BusProbe(Bus bus) {
    this.bus = bus;
  }

  @Override
  public void wakeUp() {
    LineProfile known = wakeUpAndMeasure();
    if (profile == null) {
      silentMasks.begin(known);
      silentAddresses.begin(known);
    }
    note(known);
  }

  /** What was measured on a connection that is lost meanwhile need not be measured again. */
  private LineProfile wakeUpAndMeasure() {
    while (true) {
      try {
        return run(
            session -> {
              session.probe(Patience.USUAL);
              session.wakeUp();
              session.calibrate();
              session.deselect();
              return session.profile();
            });
      } catch (LineUnavailableException gone) {
        requireNew(gone);
      }
    }
  }

  /**
   * Asks who is there. A connection that is lost each time says nothing: that is silence, and as
   * all silences before it, it is doubtful.
   */
  private Outcome ask(Transaction<Outcome> question) {
    try {
      Outcome outcome = run(question);
      lostInARow = 0;
      return outcome;
    } catch (LineUnavailableException gone) {
      requireNew(gone);
      return new Outcome.Silence();
    }
  }

  /**
   * @throws LineUnavailableException if no new connection is made, or none carries anything.
   */
  private void requireNew(LineUnavailableException gone) {
    LineProfile known = profile;
    if (known != null && known.octetsHeard() > heardWhenLost) {
      heardWhenLost = known.octetsHeard();
      lostInARow = 0;
    }
    if (gone.reason() != Reason.LOST || ++lostInARow > MAX_LOST) {
      throw gone;
    }
  }

  @Override
  public Outcome select(Mask mask, Effort effort) {
    Outcome outcome =
        ask(
            session -> {
              profile = session.profile();
              return new MaskProbe(this, session, mask, effort).run();
            });
    book(silentMasks, mask, outcome);
    return outcome;
  }

  @Override
  public Outcome address(int primaryAddress, Effort effort) {
    PrimaryAddress address = new PrimaryAddress(primaryAddress);
    Outcome outcome = ask(session -> new AddressProbe(this, session, address, effort).run());
    book(silentAddresses, primaryAddress, outcome);
    return outcome;
  }

  @Override
  public Outcome request(int primaryAddress) {
    PrimaryAddress address = new PrimaryAddress(primaryAddress);
    Outcome outcome =
        ask(session -> new AddressProbe(this, session, address, Effort.QUICK).runWithoutReset());
    if (primaryAddress != PrimaryAddress.TEST.value()) {
      book(silentAddresses, primaryAddress, outcome);
    }
    return outcome;
  }

  private <Q> void book(Silences<Q> silences, Q question, Outcome outcome) {
    // What acknowledges everything is silent where no meter is.
    boolean silent = outcome instanceof Outcome.Silence || outcome instanceof Outcome.Mute;
    if (silent) {
      // What came late while it was asked makes its own silence doubtful as well.
      silences.silent(question);
    } else {
      silences.answered(question);
    }
    noteAgain();
  }

  private void noteAgain() {
    LineProfile known = profile;
    if (known != null) {
      note(known);
    }
  }

  private void note(LineProfile known) {
    profile = known;
    showsCollisions = known.showsBadOctets();
    silentMasks.update(known);
    silentAddresses.update(known);
  }

  @Override
  public DamagedOctets damagedOctets() {
    LineProfile known = profile;
    return known == null || known.damagedOctets() == DamagedOctets.UNKNOWN
        ? evidence
        : known.damagedOctets();
  }

  @Override
  public void collide(Mask both, FoundMeter one, FoundMeter other) {
    try {
      evidence = run(new ProvokedCollision(both, one, other, superposed));
    } catch (LineUnavailableException gone) {
      requireNew(gone);
    }
    noteAgain();
  }

  @Override
  public void doubtCollisions() {
    LineProfile known = profile;
    if (known != null) {
      known.doubtDamagedOctets();
    }
    noteAgain();
  }

  @Override
  public boolean delayKnown() {
    LineProfile known = profile;
    return known != null && known.delayKnown();
  }

  @Override
  public boolean heardSomething() {
    LineProfile known = profile;
    return known != null && known.octetsHeard() > 0;
  }

  @Override
  public long lostConnections() {
    LineProfile known = profile;
    return known == null ? 0 : known.lostConnections();
  }

  @Override
  public boolean hasUnprovenSilences() {
    return silentMasks.hasUnproven() || silentAddresses.hasUnproven();
  }

  @Override
  public void doubtSilences() {
    silentMasks.doubtAll();
    silentAddresses.doubtAll();
  }

  @Override
  public Map<Mask, Effort> doubtfulMasks() {
    return silentMasks.doubtful();
  }

  @Override
  public Map<Integer, Effort> doubtfulAddresses() {
    return silentAddresses.doubtful();
  }

  @Override
  public boolean stillAnswers() {
    boolean answers =
        run(
            session -> {
              profile = session.profile();
              long before = session.profile().octetsHeard();
              session.calibrate();
              // A meter that is still selected acknowledges, and nothing is sent into that.
              session.sndNke(PrimaryAddress.NETWORK_LAYER, true);
              if (session.profile().octetsHeard() == before) {
                requestFromAll(session);
              }
              return session.profile().octetsHeard() > before;
            });
    // What was asked on a connection that was lost since is not proven by this one.
    noteAgain();
    if (answers) {
      silentMasks.accept();
      silentAddresses.accept();
    }
    return answers;
  }

  /**
   * Acknowledges may put each other out where the line drops damaged octets, which telegrams hardly
   * do. The FCB is the first one after the reset: a meter that is read next repeats its telegram.
   */
  private static void requestFromAll(BusSession session) {
    session.probe(Patience.LONG);
    session.reqUd2(PrimaryAddress.TEST, null);
    session.listenOut();
    listenUntilQuiet(session);
  }

  @Override
  public void listenLong() {
    LineProfile known =
        run(
            session -> {
              session.listen(LATEST_ANSWER);
              listenUntilQuiet(session);
              return session.profile();
            });
    note(known);
  }

  /** A meter that pauses after each octet takes longer for a telegram than any answer is late. */
  private static void listenUntilQuiet(BusSession session) {
    long heard = -1;
    for (int i = 0; i < MAX_LISTENING && heard != session.profile().octetsHeard(); i++) {
      heard = session.profile().octetsHeard();
      session.listen(QUIET);
    }
  }

  @Override
  public void expectEverywhere(String sender) {
    everywhere = sender;
  }

  boolean isExpected(Reply.Mismatch mismatch) {
    return mismatch.sender().equals(everywhere);
  }

  @Override
  public void renew() {
    run(new Renewal());
    noteAgain();
  }

  /** Ends once as if the connection were lost, so that the bus makes a new one. */
  private static final class Renewal implements Transaction<Boolean> {
    private boolean renewed;

    @Override
    public Boolean run(BusSession session) {
      if (renewed) {
        return true;
      }
      renewed = true;
      throw new LineUnavailableException(
          session.line(), Reason.LOST, "nothing comes back on this connection");
    }
  }

  @Override
  public Optional<String> stillSelected() {
    return run(
        session -> {
          session.probe(Patience.LONG);
          // What is still selected acknowledges: that is no answer to the control selection.
          session.sndNke(PrimaryAddress.NETWORK_LAYER, true);
          session.select(ProbePolicy.CONTROL.address(), false, false);
          Reply reply = session.reqUd2(PrimaryAddress.NETWORK_LAYER, null);
          if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
            return Optional.of("meter " + answer.secondaryAddress());
          }
          return reply instanceof Reply.Garbled ? Optional.of("more than one") : Optional.empty();
        });
  }

  @Override
  public void listenOut() {
    LineProfile known =
        run(
            session -> {
              session.listenOut();
              listenUntilQuiet(session);
              return session.profile();
            });
    note(known);
  }

  @Override
  public boolean showsCollisions() {
    return showsCollisions;
  }

  @Override
  public @Nullable Damage fault() {
    LineProfile known = profile;
    return known == null ? null : known.fault();
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
      throw new SearchContext.Stopped("interrupted");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof MBusException cause) {
        throw cause;
      }
      throw new IllegalStateException("a probe failed: " + failed.getCause(), failed.getCause());
    }
  }
}
