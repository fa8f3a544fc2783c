package io.github.camelmbus.camel;

import io.github.camelmbus.master.Bus;
import org.apache.camel.CamelContext;

/** Watches each bus of a component from its beginning to its end. */
public interface BusObserver {

  /**
   * A bus is about to be used.
   *
   * @return what to run when it is used no more.
   */
  Runnable observe(CamelContext context, Bus bus);
}
