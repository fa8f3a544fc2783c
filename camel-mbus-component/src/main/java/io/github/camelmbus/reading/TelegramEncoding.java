package io.github.camelmbus.reading;

/** How raw telegrams are written; the option {@code encoding} of the data format. */
public enum TelegramEncoding {
  /** Detected from the first octets when telegrams are read; octets when they are written. */
  AUTO,
  /** The octets as they were on the line, other octets between the telegrams allowed. */
  OCTETS,
  /** Text, one telegram in hexadecimal digits on each line; spaces and # comments allowed. */
  HEX
}
