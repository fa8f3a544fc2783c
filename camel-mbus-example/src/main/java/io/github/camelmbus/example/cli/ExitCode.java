package io.github.camelmbus.example.cli;

/** Exit codes of the process. */
final class ExitCode {
  static final int OK = 0;

  /** Some meters or telegrams could not be read, or meters were not found. */
  static final int SOME_FAILED = 1;

  /** Wrong usage, or the line is not available. */
  static final int UNUSABLE = 2;

  /** The process was ended by a signal, whose exit code replaces this one. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
