package io.github.camelmbus.frame;

/**
 * C field of a frame (EN 13757-2, 5.7.4). Bit 6 (PRM) is the direction, on which the meaning of
 * bits 5 and 4 depends:
 *
 * <pre>
 *   bit               7   6   5    4    3..0
 *   master to meter   0   1   FCB  FCV  function: 0 SND_NKE, 3 SND_UD, A REQ_UD1, B REQ_UD2
 *   meter to master   0   0   ACD  DFC  function: 8 RSP_UD
 * </pre>
 *
 * @param octet the octet on the wire, 0..255.
 */
public record ControlField(int octet) {
  private static final int PRM = 0x40;
  private static final int BIT_5 = 0x20;
  private static final int BIT_4 = 0x10;
  private static final int FUNCTION = 0x0F;

  /** What the frame requests or answers. */
  public enum Function {
    /** Resets the link layer of the meter, with both FCBs. */
    SND_NKE(true, 0x0),
    /** Sends user data to the meter. */
    SND_UD(true, 0x3),
    /** Asks for class 1 data: alarms. */
    REQ_UD1(true, 0xA),
    /** Asks for class 2 data: readings. */
    REQ_UD2(true, 0xB),
    /** Data of the meter. */
    RSP_UD(false, 0x8),
    /** Not a function of EN 13757-2; the octet is kept. */
    UNKNOWN(false, -1);

    private final boolean fromMaster;
    private final int code;

    Function(boolean fromMaster, int code) {
      this.fromMaster = fromMaster;
      this.code = code;
    }
  }

  public ControlField {
    FrameCodec.requireOctet("C field", octet);
  }

  /** 40h. */
  public static ControlField sndNke() {
    return new ControlField(PRM);
  }

  /** 53h or 73h: the FCB counts (FCV = 1). */
  public static ControlField sndUd(boolean fcb) {
    return counted(Function.SND_UD, fcb);
  }

  /** 5Ah or 7Ah: the FCB counts (FCV = 1). */
  public static ControlField reqUd1(boolean fcb) {
    return counted(Function.REQ_UD1, fcb);
  }

  /** 5Bh or 7Bh: the FCB counts (FCV = 1). */
  public static ControlField reqUd2(boolean fcb) {
    return counted(Function.REQ_UD2, fcb);
  }

  /** 08h: ACD and DFC are 0. */
  public static ControlField rspUd() {
    return new ControlField(Function.RSP_UD.code);
  }

  private static ControlField counted(Function function, boolean fcb) {
    return new ControlField(PRM | BIT_4 | (fcb ? BIT_5 : 0) | function.code);
  }

  public boolean fromMaster() {
    return (octet & PRM) != 0;
  }

  public Function function() {
    for (Function function : Function.values()) {
      if (function.fromMaster == fromMaster() && function.code == (octet & FUNCTION)) {
        return function;
      }
    }
    return Function.UNKNOWN;
  }

  /** Frame count bit; has a meaning only where {@link #fcv()} holds. */
  public boolean fcb() {
    return fromMaster() && (octet & BIT_5) != 0;
  }

  /** Whether the frame count bit is valid. */
  public boolean fcv() {
    return fromMaster() && (octet & BIT_4) != 0;
  }

  @Override
  public String toString() {
    return "%s(%02Xh)".formatted(function(), octet);
  }
}
