package io.github.camelmbus.camel;

/** What a poll does about one meter that could not be read; the option {@code onMeterError}. */
enum MeterErrorPolicy {
  /** Hand the error to the exception handler and go on with the next meter. */
  SKIP,
  /** Send an exchange whose body says what failed, and go on. */
  EXCHANGE,
  /** End the poll with the error. */
  FAIL
}
