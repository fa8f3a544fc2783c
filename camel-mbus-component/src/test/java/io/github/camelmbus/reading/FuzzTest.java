package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Telegrams that nobody should send. {@code -Dmbus.fuzz=1000000} makes it a million of them, {@code
 * -Dmbus.fuzz.seed=7} other ones.
 */
class FuzzTest {
  private static final int MUTANTS = Integer.getInteger("mbus.fuzz", 20_000);
  private static final long SEED = Long.getLong("mbus.fuzz.seed", 1);

  /** Far more than the JSON of the most records that fit into a telegram. */
  private static final long MAX_ALLOCATED = 4 * 1024 * 1024;

  private static final int MUTANTS_IN_A_STREAM = 100;

  /** That of the encrypted telegrams among our own. */
  private static final Keys KEYS = Keys.parse("000102030405060708090A0B0C0D0E0F");

  /** Ends what hangs; a mutant takes less than 0.1 ms. */
  private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(MUTANTS);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private List<byte[]> telegrams;
  private Mutations mutations;

  @BeforeEach
  void collectTelegrams() throws IOException {
    telegrams = TelegramCollection.telegrams();
    mutations = new Mutations(telegrams, new SplittableRandom(SEED));
  }

  @Test
  void mutantIsAReadingOrATypedErrorWithinBounds() {
    assertTimeoutPreemptively(PATIENCE, this::judgeMutants);
  }

  private void judgeMutants() {
    int readings = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutations.next();
      try {
        readings += judge(mutant);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("mutant %d: %s".formatted(i, HexFormat.of().formatHex(mutant)), e);
      }
    }
    // Or else nothing behind the frames was tried.
    assertThat(readings).isGreaterThan(MUTANTS / 10);
  }

  /** Readings in it, 0 or 1. */
  private int judge(byte[] mutant) {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      MeterReading reading = ReadingDecoder.ofTelegrams(List.of(mutant), null, null, null, KEYS);
      if (!Mutations.isGoodFrame(mutant)) {
        throw new AssertionError("a damaged frame was accepted");
      }
      ReadingJson.octets(reading);
      return 1;
    } catch (MBusFormatException declared) {
      return 0;
    } finally {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated > MAX_ALLOCATED) {
        throw new AssertionError(allocated + " octets were allocated");
      }
    }
  }

  @Test
  void goodTelegramsAreFoundAmongMutants() {
    assertTimeoutPreemptively(PATIENCE, this::findGoodTelegrams);
  }

  private void findGoodTelegrams() {
    for (int i = 0; i < MUTANTS / 10 / MUTANTS_IN_A_STREAM; i++) {
      byte[] good = telegrams.get(i % telegrams.size());
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int j = 0; j < MUTANTS_IN_A_STREAM; j++) {
        stream.writeBytes(mutations.next());
      }
      stream.writeBytes(good);

      List<MeterReading> found = readings(stream.toByteArray());

      String expected = HexFormat.of().withUpperCase().formatHex(good);
      assertThat(telegrams(found)).anyMatch(telegram -> telegram.contains(expected));
      found.removeIf(reading -> reading.error() != null);
      assertThat(telegrams(found)).map(HexFormat.of()::parseHex).allMatch(Mutations::isGoodFrame);
    }
  }

  private static List<MeterReading> readings(byte[] stream) {
    List<MeterReading> readings = new ArrayList<>();
    TelegramSource source = new OctetTelegrams(new ByteArrayInputStream(stream), Keys.NONE);
    new ReadingIterator(source, true, Keys.NONE).forEachRemaining(readings::add);
    return readings;
  }

  private static List<String> telegrams(List<MeterReading> readings) {
    return readings.stream().flatMap(reading -> reading.telegrams().stream()).toList();
  }
}
