package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import java.util.List;

/**
 * A request to a meter: only commands that read.
 *
 * @param <A> its answer.
 */
public sealed interface KmpRequest<A extends KmpAnswer>
    permits KmpLogRequest,
        KmpRequest.GetType,
        KmpRequest.GetSerialNumber,
        KmpRequest.GetRegister,
        KmpRequest.GetEventStatus {

  /** Command, 0..255. */
  int cid();

  /** The octets after the command. */
  default OctetString data() {
    return OctetString.EMPTY;
  }

  /** Whether it leaves the meter unchanged; other requests are never sent. */
  default boolean changesNothing() {
    return true;
  }

  /** The answer in the data of a frame of a meter. */
  A answer(OctetString data);

  /** The frame of the request. */
  default KmpFrame frame(int destination) {
    return new KmpFrame(Direction.TO_METER, destination, cid(), data());
  }

  /**
   * The answer in a frame.
   *
   * @throws KmpFormatException if it answers another command, or is not as long as its content.
   */
  default A answer(KmpFrame frame) {
    if (frame.direction() != Direction.FROM_METER || frame.cid() != cid()) {
      throw new KmpFormatException(
          Fault.COMMAND,
          "the answer to command %02X was expected, %s came".formatted(cid(), frame));
    }
    return answer(frame.data());
  }

  /**
   * The request in a frame, for a simulated meter.
   *
   * @throws KmpFormatException if the command is unknown, or the frame does not have its length.
   */
  static KmpRequest<?> decode(KmpFrame frame) {
    OctetReader reader = new OctetReader("request %02X".formatted(frame.cid()), frame.data());
    KmpRequest<?> request =
        switch (frame.cid()) {
          case GetType.CID -> new GetType();
          case GetSerialNumber.CID -> new GetSerialNumber();
          case GetRegister.CID -> GetRegister.decode(reader);
          case GetEventStatus.CID -> new GetEventStatus();
          default -> log(frame.cid(), reader);
        };
    reader.end();
    return request;
  }

  private static KmpRequest<?> log(int cid, OctetReader reader) {
    if (KmpLogRequest.isLog(cid)) {
      return KmpLogRequest.decode(cid, reader);
    }
    throw new KmpFormatException(Fault.COMMAND, "command %02X is not known".formatted(cid));
  }

  /** GetType: which meter it is, and its software. */
  record GetType() implements KmpRequest<KmpAnswer.Type> {
    static final int CID = 0x01;

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public KmpAnswer.Type answer(OctetString data) {
      return KmpAnswer.Type.decode(data);
    }
  }

  /** GetSerialNo: the serial number, as on the plate. */
  record GetSerialNumber() implements KmpRequest<KmpAnswer.SerialNumber> {
    static final int CID = 0x02;

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public KmpAnswer.SerialNumber answer(OctetString data) {
      return KmpAnswer.SerialNumber.decode(data);
    }
  }

  /**
   * GetRegister: values of registers. A register that the meter does not have is left out of the
   * answer.
   *
   * @param registers 1 to 8 numbers, each 0..65535.
   */
  record GetRegister(List<Integer> registers) implements KmpRequest<KmpAnswer.Registers> {
    static final int CID = 0x10;

    /** The most registers of one request. */
    public static final int MAX_REGISTERS = 8;

    /**
     * @throws IllegalArgumentException if there are none, or more than eight, or one is out of
     *     range.
     */
    public GetRegister {
      registers = List.copyOf(registers);
      if (!isPossible(registers.size())) {
        throw new IllegalArgumentException(wrongCount(registers.size()));
      }
      registers.forEach(
          register -> Range.check("the number of a register", register, Range.TWO_OCTETS));
    }

    private static boolean isPossible(int count) {
      return count >= 1 && count <= MAX_REGISTERS;
    }

    private static String wrongCount(int count) {
      return "one request asks for 1 to %d registers, not %d".formatted(MAX_REGISTERS, count);
    }

    private static GetRegister decode(OctetReader reader) {
      int count = reader.octet();
      if (!isPossible(count)) {
        throw new KmpFormatException(Fault.LENGTH, wrongCount(count));
      }
      return new GetRegister(reader.numbers(count, 2));
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      OctetWriter data = new OctetWriter();
      data.number(registers.size(), 1);
      data.numbers(registers, 2);
      return data.octets();
    }

    @Override
    public KmpAnswer.Registers answer(OctetString data) {
      return KmpAnswer.Registers.decode(data);
    }
  }

  /** GetEventStatus: what is new in the meter, logs that were not read for example. */
  record GetEventStatus() implements KmpRequest<KmpAnswer.EventStatus> {
    static final int CID = 0x9B;

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public KmpAnswer.EventStatus answer(OctetString data) {
      return KmpAnswer.EventStatus.decode(data);
    }
  }
}
