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

/** The operations of a producer. */
public enum MBusOperation {
  /** Reads meters: one gives a {@link MeterReading}, several give a list of them. */
  READ(new ReadOperation()),
  /** Checks whether meters answer (SND_NKE, or a selection): {@link PingResult}. */
  PING(new PingOperation()),
  /** Asks all primary addresses for meters: {@link ScanResult}. */
  SCAN_PRIMARY(new ScanOperation(SearchMethod.PRIMARY)),
  /** Finds meters by their secondary addresses: {@link ScanResult}. */
  SCAN_SECONDARY(new ScanOperation(SearchMethod.SECONDARY)),
  /** Asks meters for alarms (REQ_UD1): {@link AlarmResult}. */
  READ_ALARM(new ReadAlarmOperation()),
  /** Writes records to a meter: {@link WriteResult}, as of all that follow. */
  WRITE_RECORDS(new WriteOperation(OperationValue::records)),
  /** Gives a meter another primary address. */
  SET_PRIMARY_ADDRESS(
      new WriteOperation(
          value -> new SetPrimaryAddress(value.integer("a primary address from 0 to 250")))),
  /** Gives a meter another identification number, or another secondary address. */
  SET_IDENTIFICATION(
      new WriteOperation(
          value ->
              new SetIdentification(
                  value.text("an identification number of 8 digits, or a secondary address")))),
  /** Sets the clock of a meter. */
  SET_CLOCK(new WriteOperation(value -> new SetClock(value.time()))),
  /** Sets the baud rate of a meter. */
  SET_BAUD_RATE(
      new WriteOperation(value -> new SetBaudRate(value.integer("a baud rate in bit/s")))),
  /** Resets the application of a meter, or chooses another one. */
  APPLICATION_RESET(new WriteOperation(value -> new ApplicationReset(value.subcode()))),
  /** Chooses the records that a meter sends. */
  SELECT_RECORDS(
      new WriteOperation(
          value -> new SelectRecords(value.texts("keys of records, or everything")))),
  /** Synchronises meters, which then execute prepared actions. */
  SYNCHRONISE(new WriteOperation(value -> new Synchronise(value.isOldSynchronisation()))),
  /** Sends octets unchanged and returns those of the answer. */
  RAW(new RawOperation()),
  /** Lists the serial ports of the machine; sends nothing. */
  LINES(new LinesOperation());

  private final Operation operation;

  MBusOperation(Operation operation) {
    this.operation = operation;
  }

  /**
   * @param source the option or header with the name, for the message.
   * @throws IllegalArgumentException naming the existing operations.
   */
  static MBusOperation of(String source, String name) {
    return EnumOption.of(source, MBusOperation.class, name);
  }

  Operation operation() {
    return operation;
  }

  /** Whether it needs a line. */
  boolean usesLine() {
    return this != LINES;
  }

  /** The name in options and headers. */
  @Override
  public String toString() {
    return EnumOption.word(this);
  }
}
