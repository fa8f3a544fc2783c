package io.github.camelmbus.master;

import java.time.Duration;

/**
 * Receives the results of transactions with meters, on the thread of the bus but for {@link
 * #forgotten}, so it must be quick; what it throws is logged and has no other effect.
 */
public interface MeterListener {

  /**
   * A meter was read.
   *
   * @param responseTime from the last bit of the request to the first octet of the first telegram.
   * @param retries requests that had to be repeated.
   */
  void read(MeterAddress meter, Duration responseTime, int retries);

  /**
   * A transaction with a meter failed.
   *
   * @param retries requests that had to be repeated.
   */
  void failed(MeterAddress meter, BusException failure, int retries);

  /**
   * The statistics of a meter were dropped, as it was not asked for some days. Called on any
   * thread.
   *
   * @param meter its address as text.
   */
  default void forgotten(String meter) {}
}
