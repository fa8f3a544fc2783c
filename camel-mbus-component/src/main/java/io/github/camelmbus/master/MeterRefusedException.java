package io.github.camelmbus.master;

/**
 * The meter refused the request: an application error (CI 70h, code {@code application-error}), a
 * NACK (code {@code refused}), or after a write its status (code {@code status}) or a record error
 * (code {@code record-error}).
 */
public final class MeterRefusedException extends BusException {
  private static final long serialVersionUID = 1L;

  private static final String APPLICATION_ERROR = "application-error";

  private final boolean retryLater;

  public MeterRefusedException(String code, Facts facts, boolean retryLater, String message) {
    super(code, facts, message);
    this.retryLater = retryLater;
  }

  /** Whether its application reported the error (CI 70h) for the last command. */
  public boolean isApplicationError() {
    return code().equals(APPLICATION_ERROR);
  }

  /** Whether the meter is only busy, or its budget of readouts is used up for now. */
  public boolean retryLater() {
    return retryLater;
  }
}
