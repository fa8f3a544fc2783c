package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpAssembler;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpFrame.Direction;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLogConfiguration;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromOffset;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromRecord;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromTime;
import io.github.camelmbus.kmp.KmpLogRequest.GetUnreadModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import io.github.camelmbus.kmp.KmpReceived;
import io.github.camelmbus.kmp.KmpRequest;
import io.github.camelmbus.kmp.KmpRequest.GetEventStatus;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.KmpRequest.GetType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Frames of an optical head that nobody should send. {@code -Dmbus.fuzz=1000000} makes it a million
 * of them, {@code -Dmbus.fuzz.seed=7} other ones.
 */
class KmpFuzzTest {
  private static final int MUTANTS = Integer.getInteger("mbus.fuzz", 20_000);
  private static final long SEED = Long.getLong("mbus.fuzz.seed", 1);

  /** Far more than the readings of a page with the most entries that fit into a frame. */
  private static final long MAX_ALLOCATED = 16 * 1024 * 1024;

  /** Ends what hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(MUTANTS);

  private static final ModuleSelection SELECTION = new ModuleSelection(1, List.of(60), 5, 60);
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 28, 12, 0);

  private static final List<KmpRequest<?>> REQUESTS =
      List.of(
          new GetType(),
          new GetSerialNumber(),
          new GetRegister(List.of(60, 1003)),
          new GetEventStatus(),
          new GetLogConfiguration(4),
          GetLog.newest(4, 0, 1, List.of(60)),
          GetLog.back(4, 291, 5, List.of(68)),
          new GetModuleLogFromTime(SELECTION, NOON),
          new GetUnreadModuleLog(SELECTION),
          new GetModuleLogFromRecord(SELECTION, 10),
          new GetModuleLogFromOffset(SELECTION, NOON, 1));

  private static final List<String> ANSWERS =
      List.of(
          "403F10004 82C0443001BF21BBF1B7F137B0D",
          "403F1003EB3004000003FC08BAE80D",
          "403F10015C4F07003C1A0B1C0C2D0088640D",
          "403F0116F3030C523D0D",
          "403F0204A1B2C37F110D",
          "407FA00101000A003C03044300 01E21BBF000B0001E2A5000B000B105A590D",
          "403FB81BF90400020100000123000002 00001BBF00442804420001E21BBF0001E1008A300D",
          "403FB81BF904000201000001230000 0123000003EB3004000003FC080003FC07CA930D",
          "403FB80504010101020C1F0100011801CC02003C0044629D0D");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<byte[]> seeds = seeds();

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    REQUESTS.forEach(request -> seeds.add(request.frame(KmpFrame.METER).encode()));
    ANSWERS.forEach(answer -> seeds.add(HexFormat.of().parseHex(answer.replace(" ", ""))));
    return seeds;
  }

  @Test
  void mutantIsARequestAnAnswerOrATypedErrorWithinBounds() {
    assertTimeoutPreemptively(PATIENCE, this::judgeMutants);
  }

  private void judgeMutants() {
    int understood = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = random.nextBoolean() ? mutated(seed()) : withGoodChecksum();
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        understood += judge(mutant);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("octets that were allocated").isLessThan(MAX_ALLOCATED);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("mutant %d: %s".formatted(i, HexFormat.of().formatHex(mutant)), e);
      }
    }
    // Or else nothing behind the frames was tried.
    assertThat(understood).isGreaterThan(MUTANTS / 10);
  }

  private byte[] seed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] mutated(byte[] original) {
    byte[] mutant = original.clone();
    for (int i = random.nextInt(3); i >= 0 && mutant.length > 0; i--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(4)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        case 1 -> mutant[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        default -> mutant = spliced(mutant, at);
      }
    }
    return mutant;
  }

  private byte[] spliced(byte[] head, int kept) {
    byte[] tail = seed();
    int from = random.nextInt(tail.length);
    byte[] both = Arrays.copyOf(head, kept + tail.length - from);
    System.arraycopy(tail, from, both, kept, tail.length - from);
    return both;
  }

  /** What is wrong with it reaches the layers above the frame. */
  private byte[] withGoodChecksum() {
    KmpFrame frame = KmpFrame.decode(seed());
    OctetString data = OctetString.of(mutated(frame.data().toArray()));
    return new KmpFrame(frame.direction(), frame.destination(), frame.cid(), data).encode();
  }

  /** Whether it was understood, 0 or 1. */
  private int judge(byte[] mutant) {
    KmpFrame frame;
    try {
      frame = KmpFrame.decode(mutant);
    } catch (KmpFormatException declared) {
      return 0;
    }
    assertThat(KmpFrame.decode(frame.encode())).isEqualTo(frame);
    boolean understood =
        frame.direction() == Direction.TO_METER ? isRequest(frame) : isAnswer(frame);
    read(mutant);
    return understood ? 1 : 0;
  }

  private static boolean isRequest(KmpFrame frame) {
    try {
      KmpRequest<?> request = KmpRequest.decode(frame);
      assertThat(KmpRequest.decode(request.frame(frame.destination()))).isEqualTo(request);
      return true;
    } catch (KmpFormatException declared) {
      return false;
    }
  }

  private static boolean isAnswer(KmpFrame frame) {
    boolean understood = false;
    for (KmpRequest<?> request : REQUESTS) {
      try {
        KmpAnswer answer = request.answer(frame);
        assertThat(answer.data()).isEqualTo(frame.data());
        understood = true;
      } catch (KmpFormatException declared) {
        assertThat(declared).hasMessageNotContaining("null");
      }
    }
    return understood;
  }

  private static void read(byte[] frame) {
    try {
      ReadingJson.octets(KmpReadings.ofTelegrams(List.of(frame), null, null));
    } catch (KmpFormatException declared) {
      // Not an answer with registers.
    }
    try {
      List<Long> ids = List.of(291L, 290L, 10L);
      KmpReadings.ofLog(List.of(frame), "day", ids, null, ZoneOffset.UTC)
          .forEach(ReadingJson::octets);
    } catch (KmpFormatException declared) {
      // Not a page of a log.
    }
  }

  /** A frame ends where the next one begins, so damage hides the frame it is in and no other. */
  @Test
  void goodFramesAreFoundAmongMutants() {
    for (int i = 0; i < MUTANTS / 100; i++) {
      KmpAssembler assembler = new KmpAssembler();
      List<KmpReceived> received = new ArrayList<>();
      byte[] good = seeds.get(i % seeds.size());
      for (int j = 0; j < 10; j++) {
        byte[] mutant = mutated(seed());
        received.addAll(assembler.accept(mutant, 0, mutant.length));
      }
      received.addAll(assembler.accept(good, 0, good.length));

      assertThat(received.get(received.size() - 1))
          .isEqualTo(new KmpReceived.Good(KmpFrame.decode(good), OctetString.of(good)));
    }
  }
}
