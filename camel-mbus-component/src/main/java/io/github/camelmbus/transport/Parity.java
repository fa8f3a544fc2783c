package io.github.camelmbus.transport;

/** Parity of an octet on the line. M-Bus meters send {@link #EVEN}. */
public enum Parity {
  NONE,
  ODD,
  EVEN
}
