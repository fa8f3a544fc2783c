package io.github.camelmbus.camel;

import io.github.camelmbus.master.SetPrimaryAddress;

/** What a producer can do. An operation is one constant here and the {@link Command} behind it. */
public enum MBusOperation {
  /** Reads meters: one gives a {@link MeterReading}, several give a list of them. */
  READ(new ReadCommand(), true),
  /** Asks meters whether they are there (SND_NKE, or a selection): {@link PingResult}. */
  PING(new PingCommand(), true),
  /** Asks all primary addresses for meters: {@link ScanResult}. */
  SCAN_PRIMARY(new ScanCommand(SearchMethod.PRIMARY), true),
  /** Finds meters by their secondary addresses: {@link ScanResult}. */
  SCAN_SECONDARY(new ScanCommand(SearchMethod.SECONDARY), true),
  /** Gives a meter another primary address: {@link WriteResult}. */
  SET_PRIMARY_ADDRESS(
      new WriteCommand(
          value -> new SetPrimaryAddress(value.integer("a primary address from 0 to 250"))),
      true),
  /** Sends octets as they are and gives back those that answer. */
  RAW(new RawCommand(), true),
  /** Lists the serial ports of the machine; sends nothing. */
  LINES(new LinesCommand(), false);

  private final Command command;
  private final boolean usesLine;

  MBusOperation(Command command, boolean usesLine) {
    this.command = command;
    this.usesLine = usesLine;
  }

  /**
   * @param source the option or header that the name is from, for the message.
   * @throws IllegalArgumentException naming the operations there are.
   */
  static MBusOperation of(String source, String name) {
    return Choice.of(source, MBusOperation.class, name);
  }

  Command command() {
    return command;
  }

  /** Whether it talks to meters. */
  boolean usesLine() {
    return usesLine;
  }

  /** The name in options and headers. */
  @Override
  public String toString() {
    return Choice.word(this);
  }
}
