package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * What a meter is asked. Only commands that read.
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

  /** What follows the command. */
  default OctetString data() {
    return OctetString.EMPTY;
  }

  /** Whether the meter is the same after it. Only then a line sends it. */
  default boolean changesNothing() {
    return true;
  }

  /** The answer in the data of a frame of a meter. */
  A answer(OctetString data);

  /** The frame that asks. */
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
   * The request in a frame, for those who play the meter.
   *
   * @throws KmpFormatException if the command is none of these, or does not have its length.
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

    /** Registers of one request at most. */
    public static final int MAX_REGISTERS = 8;

    private static final int MAX_REGISTER = 0xFFFF;

    /**
     * @throws IllegalArgumentException if there are none, or more than eight, or one is out of
     *     range.
     */
    public GetRegister {
      registers = List.copyOf(registers);
      if (registers.isEmpty() || registers.size() > MAX_REGISTERS) {
        throw new IllegalArgumentException(
            "one request asks for 1 to %d registers, not %d"
                .formatted(MAX_REGISTERS, registers.size()));
      }
      for (int register : registers) {
        if (register < 0 || register > MAX_REGISTER) {
          throw new IllegalArgumentException(
              "the number of a register is 0..%d, not %d".formatted(MAX_REGISTER, register));
        }
      }
    }

    private static GetRegister decode(OctetReader reader) {
      int count = reader.octet();
      if (count < 1 || count > MAX_REGISTERS) {
        throw new KmpFormatException(
            Fault.LENGTH,
            "one request asks for 1 to %d registers, not %d".formatted(MAX_REGISTERS, count));
      }
      Integer[] registers = new Integer[count];
      for (int i = 0; i < count; i++) {
        registers[i] = reader.number(2);
      }
      return new GetRegister(List.of(registers));
    }

    @Override
    public int cid() {
      return CID;
    }

    @Override
    public OctetString data() {
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      data.write(registers.size());
      for (int register : registers) {
        data.write(register >> Byte.SIZE);
        data.write(register);
      }
      return OctetString.of(data.toByteArray());
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
