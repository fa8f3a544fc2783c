package io.github.camelmbus.camel;

import io.github.camelmbus.application.MeterKnowledge;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often telegrams of one meter are decoded: each decoding asks what is known of it. The
 * codec benchmark, which runs on the classpath of the tests, asks it too: it makes no text of the
 * address.
 */
public final class DecodeCount implements MeterKnowledge {
  static final String METER = "9753197524232804";

  private static final SecondaryAddress ADDRESS = SecondaryAddress.parse(METER);

  private static final AtomicInteger DECODED = new AtomicInteger();

  /** How often since this was asked last. */
  static int since() {
    return DECODED.getAndSet(0);
  }

  @Override
  public boolean covers(SecondaryAddress meter) {
    if (meter.equals(ADDRESS)) {
      DECODED.incrementAndGet();
    }
    return false;
  }
}
