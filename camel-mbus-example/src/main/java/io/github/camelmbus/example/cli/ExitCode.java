package io.github.camelmbus.example.cli;

/** What the process says when it ends. */
final class ExitCode {
  static final int OK = 0;

  /** Some meters, or some telegrams, could not be read; or meters were not found. */
  static final int SOME_FAILED = 1;

  /** Wrong usage, or the line cannot be used at all. */
  static final int UNUSABLE = 2;

  /** The process has been asked to end; what is seen is the code of the signal. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
