package io.github.camelmbus.reading;

import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpReceived;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.KmpRequest.GetType;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Frames of the Kamstrup Meter Protocol one after the other, each readout as one reading. Nothing
 * in a frame says which readout it is of: one begins with the answer that has the serial number, or
 * where what comes was answered already. Damaged frames end it.
 */
final class KmpTelegrams implements TelegramSource {

  /** Frames, and what is none. */
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
   * What is next in the input: a frame, or a failure, or the end of a readout if both are null.
   *
   * @param place where, for people.
   */
  record Found(String place, @Nullable KmpReceived frame, @Nullable MeterReading failure) {}

  private static final GetRegister REGISTERS = new GetRegister(KmpRegisters.DEFAULT);
  private static final GetSerialNumber SERIAL_NUMBER = new GetSerialNumber();
  private static final GetType TYPE = new GetType();

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
    KmpFrame frame = good.frame();
    if (frame.direction() == KmpFrame.Direction.TO_METER) {
      noise(place, good, "a request to a meter");
      return;
    }
    try {
      Set<Integer> answered = answered(frame);
      if (answered.isEmpty() && frame.cid() != REGISTERS.cid()) {
        noise(place, good, "an answer to command %02Xh".formatted(frame.cid()));
      } else {
        add(place, good, answered);
      }
    } catch (KmpFormatException fault) {
      fail(place, KmpFaults.failure(fault, good.octets().toArray()));
    }
  }

  /**
   * What a readout can have once: registers by number, and minus the command of other answers.
   *
   * @throws KmpFormatException if the data are not those of its command.
   */
  private static Set<Integer> answered(KmpFrame frame) {
    if (frame.cid() == REGISTERS.cid()) {
      return REGISTERS.answer(frame).values().stream()
          .map(RegisterValue::register)
          .collect(Collectors.toSet());
    } else if (frame.cid() == SERIAL_NUMBER.cid()) {
      SERIAL_NUMBER.answer(frame);
      return Set.of(-SERIAL_NUMBER.cid());
    } else if (frame.cid() == TYPE.cid()) {
      TYPE.answer(frame);
      return Set.of(-TYPE.cid());
    }
    return Set.of();
  }

  private void add(String place, KmpReceived.Good good, Set<Integer> answered) {
    if (readout != null && !readout.goesOnWith(answered)) {
      endReadout();
    }
    if (readout == null) {
      readout = new Readout(place);
    }
    readout.add(good, answered);
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
      ready.add(readout.whole());
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
    /** No meter has more registers than fill so many answers of eight. */
    private static final int MAX_TELEGRAMS = 64;

    private static final int MAX_NOISE = 1024;

    private final String place;
    private final Set<Integer> answered = new HashSet<>();
    private final List<byte[]> telegrams = new ArrayList<>();
    private final List<Piece> noise = new ArrayList<>(0);

    Readout(String place) {
      this.place = place;
    }

    boolean goesOnWith(Set<Integer> next) {
      boolean isOfNext = next.contains(-SERIAL_NUMBER.cid()) && hasRegisters();
      return !isOfNext
          && telegrams.size() < MAX_TELEGRAMS
          && noise.size() < MAX_NOISE
          && next.stream().noneMatch(answered::contains);
    }

    private boolean hasRegisters() {
      return answered.stream().anyMatch(number -> number >= 0);
    }

    void add(KmpReceived.Good good, Set<Integer> next) {
      answered.addAll(next);
      telegrams.add(good.octets().toArray());
    }

    Piece whole() {
      return new Piece(place, KmpReadings.ofTelegrams(telegrams, null, null), false);
    }
  }
}
