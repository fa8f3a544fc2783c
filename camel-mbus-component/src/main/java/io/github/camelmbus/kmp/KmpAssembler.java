package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of octets, whatever its chunks. The stuffing is removed in one pass,
 * from left to right: an original 1Bh may come before what looks like a stuffed octet.
 *
 * <p>A start octet is never inside a frame, so a frame whose end was lost ends with the start of
 * the next one. Octets between frames are ignored: a meter may send 00h at any time. Confined to
 * one thread.
 */
public final class KmpAssembler {
  /** A longer frame is noise: eight registers of 64 octets, all of them stuffed, are less. */
  static final int MAX_OCTETS = 2048;

  private static final int OCTET = 0xFF;

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Direction direction;
  private boolean escaped;
  private @Nullable KmpFormatException fault;

  /** Where the last two octets of the body began: each may be stuffed. */
  private int lastButOne;

  private int last;

  /** Whether a frame has begun and not ended. */
  public boolean isInFrame() {
    return direction != null;
  }

  /** Whether a frame of a meter has begun and not ended. */
  public boolean isInAnswer() {
    return direction == Direction.FROM_METER;
  }

  /** Discards a frame that has begun. */
  public void clear() {
    octets.reset();
    body.reset();
    direction = null;
    escaped = false;
    fault = null;
  }

  /**
   * Takes the next octets.
   *
   * @return what they completed, in the order of the stream.
   */
  public List<KmpReceived> accept(byte[] chunk, int offset, int length) {
    List<KmpReceived> received = new ArrayList<>();
    for (int i = offset; i < offset + length; i++) {
      accept(chunk[i] & OCTET, received);
    }
    return received;
  }

  private void accept(int octet, List<KmpReceived> received) {
    Direction begun = start(octet);
    if (begun != null) {
      if (isInFrame()) {
        received.add(damaged(Fault.TRUNCATED, "the next frame begins before the stop octet 0D"));
      }
      clear();
      direction = begun;
      octets.write(octet);
    } else if (direction != null) {
      octets.write(octet);
      inFrame(direction, octet, received);
    } else if (octet == KmpFrame.ACKNOWLEDGE) {
      received.add(new KmpReceived.Acknowledge(OctetString.of((byte) octet)));
    }
  }

  private static @Nullable Direction start(int octet) {
    for (Direction each : Direction.values()) {
      if (each.start() == octet) {
        return each;
      }
    }
    return null;
  }

  private void inFrame(Direction sender, int octet, List<KmpReceived> received) {
    if (octet == KmpFrame.STOP) {
      received.add(ended(sender));
      clear();
    } else if (octets.size() > MAX_OCTETS) {
      received.add(damaged(Fault.LENGTH, "a frame has no more than " + MAX_OCTETS + " octets"));
      clear();
    } else if (escaped) {
      escaped = false;
      unstuff(octet);
    } else if (octet == KmpFrame.ESCAPE) {
      escaped = true;
    } else if (KmpFrame.isControl(octet)) {
      doubt("%02X is not stuffed".formatted(octet));
    } else {
      write(octet, 1);
    }
  }

  private void unstuff(int octet) {
    int original = octet ^ OCTET;
    if (KmpFrame.isControl(original)) {
      write(original, 2);
    } else {
      doubt("1B is followed by %02X".formatted(octet));
    }
  }

  private void write(int original, int octetsOfIt) {
    body.write(original);
    lastButOne = last;
    last = octets.size() - octetsOfIt;
  }

  /** The first fault is kept; the frame is read to its end, so that the next one is found. */
  private void doubt(String what) {
    if (fault == null) {
      fault = new KmpFormatException(Fault.STUFFING, what, octets.size() - 1);
    }
  }

  private KmpReceived ended(Direction sender) {
    if (escaped) {
      doubt("1B is the last octet before 0D");
    }
    if (fault != null) {
      return new KmpReceived.Damaged(
          new KmpFormatException(fault.fault(), fault.getMessage() + ": " + all(), fault.offset()),
          all());
    }
    try {
      return new KmpReceived.Good(KmpFrame.ofBody(sender, body.toByteArray()), all());
    } catch (KmpFormatException damage) {
      Integer offset = damage.fault() == Fault.CHECKSUM ? lastButOne : null;
      return new KmpReceived.Damaged(
          new KmpFormatException(damage.fault(), String.valueOf(damage.getMessage()), offset),
          all());
    }
  }

  private KmpReceived damaged(Fault kind, String what) {
    return new KmpReceived.Damaged(new KmpFormatException(kind, what + ": " + all()), all());
  }

  private OctetString all() {
    return OctetString.of(octets.toByteArray());
  }
}
