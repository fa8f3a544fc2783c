package io.github.camelmbus.transport;

import java.util.Set;

/** Opens the lines of one or more schemes; found by {@link java.util.ServiceLoader}. */
public interface TransportProvider {

  /** The schemes this provider opens, lower case; see {@link LineAddress#scheme()}. */
  Set<String> schemes();

  /**
   * Checks the form of an address without opening anything.
   *
   * @throws IllegalArgumentException naming the form that is wanted and the one that came.
   */
  void validate(LineAddress line);

  /**
   * Opens a line. Blocks until it is open, for a network connection at most the connect timeout.
   *
   * @throws LineUnavailableException saying why not, and what would help.
   */
  Transport open(LineAddress line, LineSettings settings);
}
