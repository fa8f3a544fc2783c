package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.BusException;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.CollisionException;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with a meter that is selected as by the search that found it, as its whole
 * secondary address has not selected it. If that selection is ambiguous now, because a new meter
 * has the same identification number, the whole address is tried. Statistics count for the whole
 * address.
 *
 * @param selected asks by the selection that is known to work.
 * @param addressed asks by the address of the meter.
 */
record SelectedMeter<T>(Transaction<T> selected, Transaction<T> addressed)
    implements Transaction<T> {

  /**
   * @param meter the address of the meter.
   * @param selection the secondary address to send in the selection; may be equal to {@code meter}.
   */
  static <T> Transaction<T> ask(
      MeterAddress meter, MeterAddress selection, Function<MeterAddress, Transaction<T>> question) {
    Transaction<T> addressed = question.apply(meter);
    return selection.equals(meter)
        ? addressed
        : new SelectedMeter<>(question.apply(selection), addressed);
  }

  /**
   * @throws CollisionException if the selection matches several meters, and the whole address
   *     fails, too.
   */
  @Override
  public T run(BusSession session) {
    try {
      return selected.run(session);
    } catch (CollisionException several) {
      return addressed(session, several);
    }
  }

  private T addressed(BusSession session, CollisionException several) {
    try {
      return addressed.run(session);
    } catch (BusException noBetter) {
      several.addSuppressed(noBetter);
      throw several;
    }
  }

  @Override
  public @Nullable MeterAddress meter() {
    return addressed.meter();
  }

  @Override
  public boolean counts() {
    return addressed.counts();
  }

  @Override
  public boolean repeatable() {
    return addressed.repeatable();
  }
}
