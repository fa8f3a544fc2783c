package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.RecordedFrames;
import io.github.camelmbus.frame.RecordedFrames.Damaged;
import io.github.camelmbus.frame.RecordedFrames.Good;
import io.github.camelmbus.frame.RecordedFrames.Noise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Telegrams as octets, one after the other, with anything between them. What is between two
 * telegrams is one piece, of which not more than {@value #KEPT_NOISE} octets are kept.
 */
final class OctetTelegrams implements TelegramSource {
  private static final int KEPT_NOISE = 1024;

  private final InputStream in;
  private final RecordedFrames frames;
  private long offset;
  private final Keys keys;
  private @Nullable Run noise;
  private @Nullable Piece telegram;

  /**
   * @param keys of encrypted meters.
   */
  OctetTelegrams(InputStream in, Keys keys) {
    this.in = in;
    this.keys = keys;
    frames = new RecordedFrames(in);
  }

  @Override
  public @Nullable Piece next() throws IOException {
    while (telegram == null) {
      RecordedFrames.Piece piece = frames.next();
      if (piece == null) {
        break;
      }
      accept(piece);
      offset += piece.octets().length();
    }
    if (noise != null) {
      Piece between = noise.piece();
      noise = null;
      return between;
    }
    Piece next = telegram;
    telegram = null;
    return next;
  }

  private void accept(RecordedFrames.Piece piece) {
    if (piece instanceof Good good) {
      accept(good);
    } else if (piece instanceof Damaged damaged) {
      fail(damaged.fault(), damaged.octets().toArray());
    } else if (piece instanceof Noise other) {
      addNoise(other.octets().toArray(), other.fault());
    } else {
      throw new AssertionError(piece);
    }
  }

  private void accept(Good frame) {
    byte[] octets = frame.octets().toArray();
    try {
      MeterReading reading = ReadingDecoder.ofTelegrams(List.of(octets), null, null, null, keys);
      telegram = new Piece(place(), reading, false);
    } catch (MBusFormatException fault) {
      if (fault.fault() == Fault.NOT_A_READING) {
        addNoise(octets, fault);
      } else {
        fail(fault, octets);
      }
    }
  }

  private void addNoise(byte[] octets, MBusFormatException fault) {
    if (noise == null) {
      noise = new Run(place(), fault);
    }
    noise.add(octets);
  }

  private String place() {
    return "offset " + offset;
  }

  private void fail(MBusFormatException fault, byte[] octets) {
    telegram = new Piece(place(), ReadingDecoder.failure(fault, List.of(octets)), false);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** What is between two telegrams. */
  private static final class Run {
    private final String place;
    private final MBusFormatException fault;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long length;

    /**
     * @param fault of the first octets.
     */
    Run(String place, MBusFormatException fault) {
      this.place = place;
      this.fault = fault;
    }

    void add(byte[] octets) {
      length += octets.length;
      kept.write(octets, 0, Math.min(octets.length, KEPT_NOISE - kept.size()));
    }

    Piece piece() {
      String message = String.valueOf(fault.getMessage());
      if (length > kept.size()) {
        message +=
            "; %d octets without a telegram, the first %d are kept".formatted(length, kept.size());
      }
      MeterReading failure =
          ReadingDecoder.failure(
              fault.fault().code(), message, fault.offset(), List.of(kept.toByteArray()));
      return new Piece(place, failure, true);
    }
  }
}
