package io.github.camelmbus.camel;

import io.github.camelmbus.master.Bus;
import org.apache.camel.CamelContext;

/** Watches each bus of a component from its beginning. */
public interface BusObserver {

  /** A bus is about to be used. */
  void observe(CamelContext context, Bus bus);
}
