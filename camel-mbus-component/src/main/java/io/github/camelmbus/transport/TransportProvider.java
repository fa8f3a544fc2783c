package io.github.camelmbus.transport;

import java.util.List;
import java.util.Set;

/**
 * Opens the lines of one or more schemes; found by {@link java.util.ServiceLoader}. All that is
 * particular to a kind of line is declared here: the forms of its addresses and its options.
 */
public interface TransportProvider {

  /** The schemes this provider opens, lower case; see {@link LineAddress#scheme()}. */
  Set<String> schemes();

  /** How users write such lines, for messages: {@code tcp://host:port}. */
  default List<String> forms() {
    return schemes().stream().sorted().map(scheme -> scheme + ":...").toList();
  }

  /** The options that these lines take beside baud rate, parity and stop bits. */
  default List<TransportOption<?>> options() {
    return List.of();
  }

  /**
   * Whether these lines have a baud rate of their own that this end cannot set: that of a gateway.
   * {@link Transport#configure} then returns false.
   */
  default boolean hasItsOwnBaudRate() {
    return false;
  }

  /**
   * The one form of an address that has several spellings. Does not check it: what is wrong stays
   * as it was written.
   */
  default LineAddress canonical(LineAddress line) {
    return line;
  }

  /**
   * Checks the form of an address without opening anything.
   *
   * @throws IllegalArgumentException naming the form that is wanted and the one that came.
   */
  void validate(LineAddress line);

  /**
   * Checks the options of a line without opening anything.
   *
   * @throws IllegalArgumentException naming the option that these lines do not have, and those that
   *     they have; or the value that an option does not take.
   */
  default void validate(LineAddress line, LineSettings settings) {
    OptionCheck.check(this, line, settings);
  }

  /**
   * Opens a line. Blocks until it is open, for a network connection at most the connect timeout. An
   * interrupt of the thread ends it, so that stopping a route does not wait for a dead gateway.
   *
   * @throws LineUnavailableException saying why not, and what would help.
   */
  Transport open(LineAddress line, LineSettings settings);
}
