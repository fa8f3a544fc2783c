package io.github.camelmbus.camel;

/** How a poll handles a meter that could not be read; the option {@code onMeterError}. */
enum MeterErrorPolicy {
  /** Call the exception handler and continue with the next meter. */
  SKIP,
  /** Send an exchange with an error object as its body, and continue. */
  EXCHANGE,
  /** End the poll with the error. */
  FAIL
}
