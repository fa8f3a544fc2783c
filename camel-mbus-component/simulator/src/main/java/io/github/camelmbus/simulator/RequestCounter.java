package io.github.camelmbus.simulator;

import io.github.camelmbus.kmp.KmpAssembler;
import io.github.camelmbus.kmp.KmpReceived;

/** Counts the requests in what one master writes. */
@FunctionalInterface
interface RequestCounter {
  /** How many requests end with these octets. */
  int take(byte[] octets, long now);

  static RequestCounter ofMBus() {
    RequestReceiver receiver = new RequestReceiver();
    return (octets, now) -> receiver.take(octets, now, now).size();
  }

  static RequestCounter ofKmp() {
    KmpAssembler assembler = new KmpAssembler();
    return (octets, now) ->
        (int)
            assembler.accept(octets, 0, octets.length).stream()
                .filter(KmpReceived.Good.class::isInstance)
                .count();
  }
}
