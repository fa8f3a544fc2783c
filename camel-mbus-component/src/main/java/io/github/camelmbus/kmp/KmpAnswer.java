package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import java.util.ArrayList;
import java.util.List;

/** The answer of a meter to a request. */
public sealed interface KmpAnswer
    permits KmpLogAnswer,
        KmpAnswer.Type,
        KmpAnswer.SerialNumber,
        KmpAnswer.Registers,
        KmpAnswer.EventStatus {

  /**
   * The answer in a frame, whatever the request was.
   *
   * @throws KmpFormatException if it is no answer, or not one to a command that reads.
   */
  static KmpAnswer decode(KmpFrame frame) {
    if (frame.direction() != Direction.FROM_METER) {
      throw new KmpFormatException(
          Fault.COMMAND, "an answer of a meter was expected, %s came".formatted(frame));
    }
    OctetString data = frame.data();
    return switch (frame.cid()) {
      case KmpRequest.GetType.CID -> Type.decode(data);
      case KmpRequest.GetSerialNumber.CID -> SerialNumber.decode(data);
      case KmpRequest.GetRegister.CID -> Registers.decode(data);
      case KmpRequest.GetEventStatus.CID -> EventStatus.decode(data);
      default -> KmpLogAnswer.decode(frame);
    };
  }

  /** The octets after the command in the frame. */
  OctetString data();

  /** The frame of the answer, for a simulated meter. */
  default KmpFrame frame(int destination, int cid) {
    return new KmpFrame(Direction.FROM_METER, destination, cid, data());
  }

  /**
   * Which meter it is.
   *
   * @param code type, 0..65535; 0 if the meter reports it only in register 1005.
   * @param revision of the software, 1 for A; 0..255.
   * @param number of the software, 0..255.
   */
  record Type(int code, int revision, int number) implements KmpAnswer {
    private static final int LETTERS = 26;

    static Type decode(OctetString data) {
      OctetReader reader = new OctetReader("answer to GetType", data);
      Type type = new Type(reader.number(2), reader.octet(), reader.octet());
      reader.end();
      return type;
    }

    /** {@code C12} for example; empty if the meter does not report it. */
    public String software() {
      if (revision == 0 || revision > LETTERS) {
        return "";
      }
      return "%c%d".formatted('A' + revision - 1, number);
    }

    @Override
    public OctetString data() {
      return OctetString.of(
          (byte) (code >> Byte.SIZE), (byte) code, (byte) revision, (byte) number);
    }
  }

  /**
   * The serial number.
   *
   * @param number 0..4294967295.
   */
  record SerialNumber(long number) implements KmpAnswer {
    private static final int OCTETS = 4;

    static SerialNumber decode(OctetString data) {
      OctetReader reader = new OctetReader("answer to GetSerialNo", data);
      SerialNumber serial = new SerialNumber(reader.longNumber(OCTETS));
      reader.end();
      return serial;
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      data.number(number, OCTETS);
      return data.octets();
    }
  }

  /** Values of registers, in the order of the meter, without those that it does not have. */
  record Registers(List<RegisterValue> values) implements KmpAnswer {
    public Registers {
      values = List.copyOf(values);
    }

    static Registers decode(OctetString data) {
      OctetReader reader = new OctetReader("answer to GetRegister", data);
      List<RegisterValue> values = new ArrayList<>();
      while (reader.hasMore()) {
        values.add(RegisterValue.decode(reader));
      }
      return new Registers(values);
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      values.forEach(value -> value.encode(data));
      return data.octets();
    }
  }

  /**
   * What is new in the meter.
   *
   * @param status four octets; bit 0 of the second one is an interval log that was not read, bit 1
   *     a log of the clock.
   */
  record EventStatus(OctetString status) implements KmpAnswer {
    private static final int OCTETS = 4;

    static EventStatus decode(OctetString data) {
      OctetReader reader = new OctetReader("answer to GetEventStatus", data);
      EventStatus status = new EventStatus(reader.octets(OCTETS));
      reader.end();
      return status;
    }

    @Override
    public OctetString data() {
      return status;
    }
  }
}
