package io.github.camelmbus.camel;

/** How a poll handles a meter that could not be read; the option {@code onMeterError}. */
enum MeterErrorPolicy {
  /** Give the error to the exception handler and go on with the next meter. */
  SKIP,
  /** Send an exchange with the failure as its body, and go on. */
  EXCHANGE,
  /** End the poll with the error. */
  FAIL
}
