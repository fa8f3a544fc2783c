package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.AlarmResult;
import io.github.camelmbus.camel.operation.LinesOperation;
import io.github.camelmbus.camel.operation.Operation;
import io.github.camelmbus.camel.operation.OperationValue;
import io.github.camelmbus.camel.operation.PingOperation;
import io.github.camelmbus.camel.operation.PingResult;
import io.github.camelmbus.camel.operation.RawOperation;
import io.github.camelmbus.camel.operation.ReadAlarmOperation;
import io.github.camelmbus.camel.operation.ReadOperation;
import io.github.camelmbus.camel.operation.ScanOperation;
import io.github.camelmbus.camel.operation.ScanResult;
import io.github.camelmbus.camel.operation.WriteOperation;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.master.write.ApplicationReset;
import io.github.camelmbus.master.write.SelectRecords;
import io.github.camelmbus.master.write.SetBaudRate;
import io.github.camelmbus.master.write.SetClock;
import io.github.camelmbus.master.write.SetIdentification;
import io.github.camelmbus.master.write.SetPrimaryAddress;
import io.github.camelmbus.master.write.Synchronise;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.search.SearchMethod;

/** What a producer can do. Each constant has its {@link Operation}. */
public enum MBusOperation {
  /** Reads meters: one gives a {@link MeterReading}, several give a list of them. */
  READ(new ReadOperation(), true),
  /** Asks meters whether they are there (SND_NKE, or a selection): {@link PingResult}. */
  PING(new PingOperation(), true),
  /** Asks all primary addresses for meters: {@link ScanResult}. */
  SCAN_PRIMARY(new ScanOperation(SearchMethod.PRIMARY), true),
  /** Finds meters by their secondary addresses: {@link ScanResult}. */
  SCAN_SECONDARY(new ScanOperation(SearchMethod.SECONDARY), true),
  /** Asks meters for alarms (REQ_UD1): {@link AlarmResult}. */
  READ_ALARM(new ReadAlarmOperation(), true),
  /** Writes records to a meter: {@link WriteResult}, as of all that follow. */
  WRITE_RECORDS(new WriteOperation(OperationValue::records), true),
  /** Gives a meter another primary address. */
  SET_PRIMARY_ADDRESS(
      new WriteOperation(
          value -> new SetPrimaryAddress(value.integer("a primary address from 0 to 250"))),
      true),
  /** Gives a meter another identification number, or another secondary address. */
  SET_IDENTIFICATION(
      new WriteOperation(
          value ->
              new SetIdentification(
                  value.text("an identification number of 8 digits, or a secondary address"))),
      true),
  /** Sets the clock of a meter. */
  SET_CLOCK(new WriteOperation(value -> new SetClock(value.time())), true),
  /** Lets a meter talk at another baud rate. */
  SET_BAUD_RATE(
      new WriteOperation(value -> new SetBaudRate(value.integer("a baud rate in bit/s"))), true),
  /** Resets the application of a meter, or chooses another one. */
  APPLICATION_RESET(new WriteOperation(value -> new ApplicationReset(value.subcode())), true),
  /** Chooses the records that a meter sends. */
  SELECT_RECORDS(
      new WriteOperation(value -> new SelectRecords(value.texts("keys of records, or everything"))),
      true),
  /** Lets meters do what they have prepared. */
  SYNCHRONISE(new WriteOperation(value -> new Synchronise(value.isOldSynchronisation())), true),
  /** Sends octets as they are and gives back those that answer. */
  RAW(new RawOperation(), true),
  /** Lists the serial ports of the machine; sends nothing. */
  LINES(new LinesOperation(), false);

  private final Operation operation;
  private final boolean usesLine;

  MBusOperation(Operation operation, boolean usesLine) {
    this.operation = operation;
    this.usesLine = usesLine;
  }

  /**
   * @param source the option or header that the name is from, for the message.
   * @throws IllegalArgumentException naming the operations there are.
   */
  static MBusOperation of(String source, String name) {
    return EnumOption.of(source, MBusOperation.class, name);
  }

  Operation operation() {
    return operation;
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
