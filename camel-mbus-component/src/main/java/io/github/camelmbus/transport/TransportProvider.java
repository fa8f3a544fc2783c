package io.github.camelmbus.transport;

import java.util.List;
import java.util.Set;

/**
 * Opens the lines of one or more schemes; found by {@link java.util.ServiceLoader}. It declares the
 * forms of their addresses and their options.
 */
public interface TransportProvider {

  /** The schemes this provider opens, lower case; see {@link LineAddress#scheme()}. */
  Set<String> schemes();

  /** How users write such lines, for messages: {@code tcp://host:port}. */
  default List<String> forms() {
    return schemes().stream().sorted().map(scheme -> scheme + ":...").toList();
  }

  /** The options that these lines have besides baud rate, parity and stop bits. */
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
   * The canonical form of an address that has several spellings. Does not validate: a malformed
   * address is returned unchanged.
   */
  default LineAddress canonical(LineAddress line) {
    return line;
  }

  /**
   * Checks the form of an address without opening anything.
   *
   * @throws IllegalArgumentException naming the expected form and the address.
   */
  void validate(LineAddress line);

  /**
   * Checks the options of a line without opening anything.
   *
   * @throws IllegalArgumentException naming an unknown option and those that these lines have, or
   *     an option with a wrong value.
   */
  default void validate(LineAddress line, LineSettings settings) {
    OptionCheck.check(this, line, settings);
  }

  /**
   * Opens a line. Blocks until it is open; for a network connection at most until the connect
   * timeout. An interrupt of the thread ends it, so that stopping a route does not wait for a dead
   * gateway.
   *
   * @throws LineUnavailableException naming the cause, and a remedy.
   */
  Transport open(LineAddress line, LineSettings settings);
}
