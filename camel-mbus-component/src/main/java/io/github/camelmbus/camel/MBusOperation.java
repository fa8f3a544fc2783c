package io.github.camelmbus.camel;

import io.github.camelmbus.master.write.ApplicationReset;
import io.github.camelmbus.master.write.SelectRecords;
import io.github.camelmbus.master.write.SetBaudRate;
import io.github.camelmbus.master.write.SetClock;
import io.github.camelmbus.master.write.SetIdentification;
import io.github.camelmbus.master.write.SetPrimaryAddress;
import io.github.camelmbus.master.write.Synchronise;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.search.SearchMethod;

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
  /** Asks meters for alarms (REQ_UD1): {@link AlarmResult}. */
  READ_ALARM(new ReadAlarmCommand(), true),
  /** Writes records to a meter: {@link WriteResult}, as of all that follow. */
  WRITE_RECORDS(new WriteCommand(CommandValue::records), true),
  /** Gives a meter another primary address. */
  SET_PRIMARY_ADDRESS(
      new WriteCommand(
          value -> new SetPrimaryAddress(value.integer("a primary address from 0 to 250"))),
      true),
  /** Gives a meter another identification number, or another secondary address. */
  SET_IDENTIFICATION(
      new WriteCommand(
          value ->
              new SetIdentification(
                  value.text("an identification number of 8 digits, or a secondary address"))),
      true),
  /** Sets the clock of a meter. */
  SET_CLOCK(new WriteCommand(value -> new SetClock(value.time())), true),
  /** Lets a meter talk at another baud rate. */
  SET_BAUD_RATE(
      new WriteCommand(value -> new SetBaudRate(value.integer("a baud rate in bit/s"))), true),
  /** Resets the application of a meter, or chooses another one. */
  APPLICATION_RESET(new WriteCommand(value -> new ApplicationReset(value.subcode())), true),
  /** Chooses the records that a meter sends. */
  SELECT_RECORDS(
      new WriteCommand(value -> new SelectRecords(value.texts("keys of records, or everything"))),
      true),
  /** Lets meters do what they have prepared. */
  SYNCHRONISE(new WriteCommand(value -> new Synchronise(value.isOldSynchronisation())), true),
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
    return EnumOption.of(source, MBusOperation.class, name);
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
    return EnumOption.word(this);
  }
}
