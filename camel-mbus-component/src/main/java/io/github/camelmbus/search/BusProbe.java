package io.github.camelmbus.search;

import io.github.camelmbus.MBusException;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.master.Priority;
import io.github.camelmbus.master.Reply;
import io.github.camelmbus.master.Transaction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Probes a bus: each probe is one transaction of the lowest priority, so that readings and commands
 * go in between. Fails with {@link io.github.camelmbus.transport.LineUnavailableException} where
 * the line is away.
 */
public final class BusProbe implements Probe {
  private final Bus bus;
  final InStep inStep = new InStep();
  final LateAnswers<Mask> lateMasks = new LateAnswers<>();
  final LateAnswers<Integer> lateAddresses = new LateAnswers<>();
  volatile boolean showsCollisions = true;

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
    return run(session -> new MaskQuestion(this, session, mask, effort).run());
  }

  @Override
  public Outcome address(int primaryAddress, Effort effort) {
    PrimaryAddress address = new PrimaryAddress(primaryAddress);
    return run(session -> new AddressQuestion(this, session, address, effort).run());
  }

  @Override
  public Optional<String> stillSelected() {
    return run(
        session -> {
          session.probe(true);
          session.deselect();
          session.select(Asking.CONTROL.address(), false, false);
          Reply reply = session.reqUd2(PrimaryAddress.NETWORK_LAYER, null);
          if (reply instanceof Reply.Answer answer && answer.isTelegram()) {
            return Optional.of("meter " + answer.secondaryAddress());
          }
          return reply instanceof Reply.Garbled ? Optional.of("more than one") : Optional.empty();
        });
  }

  @Override
  public void listenOut() {
    run(
        session -> {
          session.listenOut();
          boolean late = session.takeAnsweredLate();
          lateMasks.heardBehindTheLast(late);
          lateAddresses.heardBehindTheLast(late);
          return late;
        });
  }

  @Override
  public Set<Mask> lateMasks() {
    return lateMasks.questions();
  }

  @Override
  public Set<Integer> lateAddresses() {
    return lateAddresses.questions();
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
}
