package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.RecordedFrames;
import io.github.camelmbus.frame.RecordedFrames.Good;
import io.github.camelmbus.frame.RecordedFrames.Noise;
import io.github.camelmbus.reading.TelegramSource.Piece;
import io.github.camelmbus.wireless.WirelessFrame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The telegrams in the octets of one line. Usually it is one, but users also copy octets before and
 * after it. Acknowledges and requests are skipped; other octets are left out, with a warning of the
 * reading.
 */
final class LineTelegrams {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int MAX_OCTETS_SHOWN = 16;

  private final String place;
  private final Keys keys;
  private final List<Piece> telegrams = new ArrayList<>();

  /** Octets that are no frame, since the last telegram. */
  private byte[] strayed = {};

  private LineTelegrams(String place, Keys keys) {
    this.place = place;
    this.keys = keys;
  }

  /**
   * The readings and failures of octets that were written as a telegram; at least one.
   *
   * @param keys of encrypted meters.
   */
  static List<Piece> expectedIn(byte[] octets, String place, Keys keys) {
    MeterReading whole = ReadingDecoder.decode(octets, keys);
    LineTelegrams line = new LineTelegrams(place, keys);
    if (whole.error() == null || !line.findIn(octets)) {
      return List.of(new Piece(place, whole, false));
    }
    return line.telegrams;
  }

  /**
   * The readings of octets that a log says were received, and the failures of telegrams that are
   * damaged; empty if there are only acknowledges, requests and noise.
   *
   * @param keys of encrypted meters.
   */
  static List<Piece> receivedIn(byte[] octets, String place, Keys keys) {
    LineTelegrams line = new LineTelegrams(place, keys);
    line.findFrames(octets);
    return line.telegrams;
  }

  /** Whether there is a good telegram. */
  private boolean findIn(byte[] octets) {
    return findWireless(octets) || findFrames(octets);
  }

  private boolean findWireless(byte[] octets) {
    WirelessFrame frame = wireless(octets);
    if (frame == null
        || frame.length() == octets.length
        || !add(Arrays.copyOf(octets, frame.length()))) {
      return false;
    }
    strayed = Arrays.copyOfRange(octets, frame.length(), octets.length);
    warnOfStrayed();
    return true;
  }

  private static @Nullable WirelessFrame wireless(byte[] octets) {
    try {
      return WirelessFrame.decode(octets);
    } catch (MBusFormatException damaged) {
      return null;
    }
  }

  private boolean findFrames(byte[] octets) {
    RecordedFrames frames = new RecordedFrames(new ByteArrayInputStream(octets));
    boolean any = false;
    try {
      for (RecordedFrames.Piece next = frames.next(); next != null; next = frames.next()) {
        any |= accept(next);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("octets in memory cannot be read", impossible);
    }
    warnOfStrayed();
    return any;
  }

  /** Whether it is a good telegram of a meter. */
  private boolean accept(RecordedFrames.Piece next) {
    if (next instanceof Noise) {
      strayed = TextLine.join(strayed, next.octets().toArray());
      return false;
    }
    return isLong(next) && add(next.octets().toArray()) && next instanceof Good;
  }

  private static boolean isLong(RecordedFrames.Piece piece) {
    return !(piece instanceof Good good)
        || good.frame() instanceof LongFrame
        || good.frame() instanceof ControlFrame;
  }

  /** Whether it is a telegram of a meter, good or not. */
  private boolean add(byte[] octets) {
    MeterReading reading = ReadingDecoder.decode(octets, keys);
    MeterReading.Problem error = reading.error();
    if (error != null && error.code().equals(Fault.NOT_A_READING.code())) {
      return false;
    }
    telegrams.add(new Piece(place, withWarning(reading, strayed, "in front of"), false));
    strayed = new byte[0];
    return true;
  }

  private void warnOfStrayed() {
    if (!telegrams.isEmpty()) {
      int last = telegrams.size() - 1;
      MeterReading reading = telegrams.get(last).reading();
      telegrams.set(last, new Piece(place, withWarning(reading, strayed, "after"), false));
    }
  }

  private static MeterReading withWarning(MeterReading reading, byte[] octets, String where) {
    if (octets.length == 0 || !(reading instanceof MeterReading.Success success)) {
      return reading;
    }
    boolean isLong = octets.length > MAX_OCTETS_SHOWN;
    byte[] shown = isLong ? Arrays.copyOf(octets, MAX_OCTETS_SHOWN) : octets;
    String count = octets.length == 1 ? "1 octet" : octets.length + " octets";
    String warning =
        "left out, as it is no part of the telegram: %s %s it, %s%s"
            .formatted(count, where, HEX.formatHex(shown), isLong ? "..." : "");
    return success.withWarnings(List.of(warning), true);
  }
}
