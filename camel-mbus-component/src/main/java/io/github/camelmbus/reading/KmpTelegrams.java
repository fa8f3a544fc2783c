package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpReceived;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.RegisterValue;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Frames of the Kamstrup Meter Protocol one after the other, each readout as one reading. A frame
 * does not show its readout: a readout begins with the answer that has the serial number, or with
 * an answer that repeats a part of the readout before. A damaged frame ends it. Pages of a log give
 * a reading for each entry, made of all successive pages that have entries in common.
 */
final class KmpTelegrams implements TelegramSource {

  /** An input with frames. */
  interface Frames extends Closeable {
    /**
     * The next one.
     *
     * @return null at the end of the input.
     * @throws IOException if the input cannot be read.
     */
    @Nullable Found next() throws IOException;
  }

  /**
   * The next part of the input: a frame, or a failure, or the end of a readout if both are null.
   *
   * @param place where it is, for messages.
   */
  record Found(String place, @Nullable KmpReceived frame, @Nullable MeterReading failure) {}

  private final Frames frames;
  private final Deque<Piece> ready = new ArrayDeque<>();
  private @Nullable Readout readout;

  private KmpTelegrams(Frames frames) {
    this.frames = frames;
  }

  static TelegramSource open(String text) {
    return new KmpTelegrams(new KmpLines(new StringReader(text)));
  }

  static TelegramSource open(InputStream stream, TelegramEncoding encoding) throws IOException {
    InputStream in = new BufferedInputStream(stream);
    boolean isText =
        switch (encoding) {
          // The command of a frame is a control character, or 80h and higher.
          case AUTO -> TelegramInput.isPrintable(TelegramInput.head(in));
          case OCTETS -> false;
          case HEX -> true;
        };
    return new KmpTelegrams(
        isText
            ? new KmpLines(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)))
            : new KmpOctets(in));
  }

  @Override
  public @Nullable Piece next() throws IOException {
    while (ready.isEmpty()) {
      Found found = frames.next();
      if (found == null) {
        endReadout();
        return ready.poll();
      }
      accept(found);
    }
    return ready.poll();
  }

  private void accept(Found found) {
    if (found.failure() != null) {
      fail(found.place(), found.failure());
    } else if (found.frame() == null) {
      endReadout();
    } else if (found.frame() instanceof KmpReceived.Good good) {
      accept(found.place(), good);
    } else if (found.frame() instanceof KmpReceived.Damaged damaged) {
      byte[] octets = damaged.octets().toArray();
      fail(found.place(), KmpFaults.failure(damaged.fault(), octets));
    } else {
      noise(found.place(), found.frame(), "an acknowledge");
    }
  }

  private void accept(String place, KmpReceived.Good good) {
    if (good.frame().direction() == KmpFrame.Direction.TO_METER) {
      noise(place, good, "a request to a meter");
      return;
    }
    try {
      KmpAnswer answer = KmpAnswer.decode(good.frame());
      Set<Object> parts = parts(answer);
      if (parts.isEmpty() && !(answer instanceof KmpAnswer.Registers)) {
        noise(place, good, what(good.frame()));
      } else {
        add(place, good, parts);
      }
    } catch (KmpFormatException fault) {
      if (fault.fault() == KmpFormatException.Fault.COMMAND) {
        noise(place, good, what(good.frame()));
      } else {
        fail(place, KmpFaults.failure(fault, good.octets().toArray()));
      }
    }
  }

  private static String what(KmpFrame frame) {
    return "an answer to command %02Xh without registers".formatted(frame.cid());
  }

  /** A register of an entry of a log. */
  private record Cell(MeterReading.LogPlace place, int register) {}

  /** What a readout can have once: registers, those of entries of a log, and other answers. */
  private static Set<Object> parts(KmpAnswer answer) {
    if (answer instanceof KmpAnswer.Registers registers) {
      return registers.values().stream().map(RegisterValue::register).collect(Collectors.toSet());
    } else if (answer instanceof KmpAnswer.SerialNumber || answer instanceof KmpAnswer.Type) {
      return Set.of(answer.getClass());
    }
    Set<Object> cells = new LinkedHashSet<>();
    if (answer instanceof KmpLogAnswer log && log.word() != null) {
      for (LogEntry entry : log.entries()) {
        MeterReading.LogPlace place = new MeterReading.LogPlace(log.word(), entry.id());
        entry.values().forEach(value -> cells.add(new Cell(place, value.register())));
      }
    }
    return cells;
  }

  private void add(String place, KmpReceived.Good good, Set<Object> parts) {
    Readout before = readout;
    if (before != null && !before.continuesWith(parts)) {
      endReadout();
    }
    if (readout == null) {
      readout = new Readout(place);
      if (before != null) {
        before.passSerialNumber(parts, readout);
      }
    }
    readout.add(good, parts);
  }

  private void noise(String place, KmpReceived frame, String what) {
    String message = "a reading is made of answers of a meter, this is not: " + what;
    MeterReading failure =
        ReadingDecoder.failure(
            Fault.NOT_A_READING.code(), message, 0, List.of(frame.octets().toArray()));
    Piece piece = new Piece(place, failure, true);
    if (readout != null) {
      readout.noise.add(piece);
    } else {
      ready.add(piece);
    }
  }

  private void fail(String place, MeterReading failure) {
    endReadout();
    ready.add(new Piece(place, failure, false));
  }

  private void endReadout() {
    if (readout != null) {
      ready.addAll(readout.whole());
      ready.addAll(readout.noise);
      readout = null;
    }
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }

  /** Answers of one meter to one reader. */
  private static final class Readout {
    /** With eight registers in each answer, enough for all registers of any meter. */
    private static final int MAX_TELEGRAMS = 64;

    private static final int MAX_NOISE = 1024;

    private final String place;
    private final Set<Object> answered = new HashSet<>();

    /** Entries of a log. */
    private final Set<MeterReading.LogPlace> entries = new LinkedHashSet<>();

    private final List<byte[]> telegrams = new ArrayList<>();
    private final List<Piece> noise = new ArrayList<>(0);
    private KmpReceived.@Nullable Good serial;

    Readout(String place) {
      this.place = place;
    }

    boolean continuesWith(Set<Object> next) {
      return telegrams.size() < MAX_TELEGRAMS
          && noise.size() < MAX_NOISE
          && next.stream().noneMatch(answered::contains)
          && isOneOf(next);
    }

    /**
     * Registers and other answers are one reading; pages with entries in common are one readout.
     */
    private boolean isOneOf(Set<Object> next) {
      if (next.contains(KmpAnswer.SerialNumber.class)) {
        return answered.stream().allMatch(KmpAnswer.Type.class::equals);
      }
      Set<MeterReading.LogPlace> others = places(next);
      if (others.isEmpty()) {
        return entries.isEmpty();
      }
      boolean isFirst = answered.stream().allMatch(KmpAnswer.SerialNumber.class::equals);
      return isFirst || others.stream().anyMatch(entries::contains);
    }

    private static Set<MeterReading.LogPlace> places(Set<Object> parts) {
      Set<MeterReading.LogPlace> places = new LinkedHashSet<>();
      for (Object part : parts) {
        if (part instanceof Cell cell) {
          places.add(cell.place());
        }
      }
      return places;
    }

    /** Pages of a log after other pages are of the same meter, also without its serial number. */
    void passSerialNumber(Set<Object> next, Readout later) {
      if (serial != null && !entries.isEmpty() && !places(next).isEmpty()) {
        later.add(serial, Set.of(KmpAnswer.SerialNumber.class));
      }
    }

    void add(KmpReceived.Good good, Set<Object> next) {
      serial = next.contains(KmpAnswer.SerialNumber.class) ? good : serial;
      answered.addAll(next);
      entries.addAll(places(next));
      telegrams.add(good.octets().toArray());
    }

    List<Piece> whole() {
      List<MeterReading> readings =
          entries.isEmpty()
              ? List.of(KmpReadings.ofTelegrams(telegrams, null, null))
              : KmpReadings.ofLogEntries(telegrams, entries);
      return readings.stream().map(reading -> new Piece(place, reading, false)).toList();
    }
  }
}
