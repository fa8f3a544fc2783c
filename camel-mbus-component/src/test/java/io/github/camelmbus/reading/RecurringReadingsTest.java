package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.Keys;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reading is the same whatever was decoded before it. */
class RecurringReadingsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");
  private static final Keys KEYS = Keys.parse("000102030405060708090A0B0C0D0E0F");
  private static final int ROUNDS = Integer.getInteger("mbus.fuzz", 20_000) / 2000;

  /** Energy 12345 kWh, flow temperature 42.3 Cel, 30 November 2026 06:15; checksum in tests. */
  private static final String HEAT =
      "08 05 72 78563412 2423 28 04 2A 00 0000 0C06 45230100 0A5A 2304 046D 0F06BE2B";

  private int known;

  /**
   * Each telegram with other octets at random places, half of the times only at places that may
   * differ in its layout: with all of its records, with none, and with one alone.
   */
  @Test
  void everyTelegramIsTheSameReadingAfterAnother() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (byte[] telegram : TelegramCollection.telegrams()) {
      for (Predicate<String> wanted : choices(telegram)) {
        RecurringReadings recurring = new RecurringReadings(wanted);
        for (int i = 0; i < ROUNDS; i++) {
          assertSame(recurring, wanted, telegram);
          boolean anywhere = random.nextBoolean();
          Predicate<byte[]> fits = anywhere ? octets -> true : recurring::knows;
          assertSame(recurring, wanted, changed(telegram, random, fits));
        }
      }
    }
    assertThat(known).as("readings of a known layout").isGreaterThan(10_000);
  }

  private static List<Predicate<String>> choices(byte[] telegram) {
    List<Predicate<String>> choices = new ArrayList<>();
    choices.add(key -> true);
    choices.add(key -> false);
    TreeSet<String> keys = new TreeSet<>();
    expected(key -> true, telegram).records().forEach(record -> keys.add(record.key()));
    keys.forEach(key -> choices.add(key::equals));
    return choices;
  }

  /** Up to sixteen octets are others, most often with the right checksum. */
  private static byte[] changed(byte[] telegram, SplittableRandom random, Predicate<byte[]> fits) {
    byte[] changed = telegram.clone();
    for (int i = random.nextInt(16); i >= 0; i--) {
      int place = random.nextInt(changed.length);
      byte before = changed[place];
      changed[place] = (byte) random.nextInt(0x100);
      if (!fits.test(changed)) {
        changed[place] = before;
      }
    }
    return random.nextInt(16) == 0 ? changed : checked(changed);
  }

  private static byte[] checked(byte[] frame) {
    if (frame.length > 6 && frame[0] == 0x68) {
      byte sum = 0;
      for (int i = 4; i < frame.length - 2; i++) {
        sum += frame[i];
      }
      frame[frame.length - 2] = sum;
    }
    return frame;
  }

  private void assertSame(RecurringReadings recurring, Predicate<String> wanted, byte[] telegram) {
    known += recurring.knows(telegram) ? 1 : 0;
    assertThat(reading(recurring, telegram))
        .as(HexFormat.of().formatHex(telegram))
        .isEqualTo(expected(wanted, telegram));
    assertThat(records(recurring, telegram))
        .as(HexFormat.of().formatHex(telegram))
        .isEqualTo(expected(wanted, telegram).records());
  }

  /** The reading, or what is wrong with the telegram. */
  private static MeterReading expected(Predicate<String> wanted, byte[] telegram) {
    try {
      return ReadingDecoder.ofTelegrams(List.of(telegram), "l", NOW, "Flat 3", KEYS, wanted);
    } catch (MBusFormatException fault) {
      return ReadingDecoder.failure(fault, List.of(telegram));
    }
  }

  private static Object reading(RecurringReadings recurring, byte[] telegram) {
    try {
      return recurring.ofTelegrams(List.of(telegram), "l", NOW, "Flat 3", KEYS);
    } catch (MBusFormatException fault) {
      return ReadingDecoder.failure(fault, List.of(telegram));
    }
  }

  private static List<MeterReading.Record> records(RecurringReadings recurring, byte[] telegram) {
    try {
      return recurring.records(List.of(telegram), NOW, KEYS);
    } catch (MBusFormatException fault) {
      return List.of();
    }
  }

  private static byte[] frame(String octets) {
    byte[] data = HexFormat.of().parseHex(octets.replace(" ", ""));
    byte[] frame = new byte[data.length + 6];
    frame[0] = 0x68;
    frame[1] = (byte) data.length;
    frame[2] = (byte) data.length;
    frame[3] = 0x68;
    System.arraycopy(data, 0, frame, 4, data.length);
    frame[frame.length - 1] = 0x16;
    return checked(frame);
  }

  private static @Nullable Object energy(RecurringReadings recurring, String octets) {
    MeterReading reading =
        recurring.ofTelegrams(List.of(frame(octets)), null, NOW, null, Keys.NONE);
    assertThat(reading.records()).hasSize(1);
    return reading.records().get(0).value() + " " + reading.records().get(0).unit();
  }

  /** VIF 06 is energy in kWh, VIF 07 in steps of 10 kWh. */
  @Test
  void aLayoutThatChangesBetweenTwoTelegramsIsDecodedAnew() {
    RecurringReadings recurring = new RecurringReadings("energy"::equals);

    assertThat(energy(recurring, HEAT)).isEqualTo("12345000 W.h");
    assertThat(recurring.knows(frame(HEAT))).isTrue();
    assertThat(energy(recurring, HEAT.replace("45230100", "46230100"))).isEqualTo("12346000 W.h");

    // The same digits in another unit.
    String inSteps = HEAT.replace("0C06 45230100", "0C07 45230100");
    assertThat(recurring.knows(frame(inSteps))).isFalse();
    assertThat(energy(recurring, inSteps)).isEqualTo("123450000 W.h");

    // The temperature stands first; the telegram is as long as before.
    String swapped = HEAT.replace("0C06 45230100 0A5A 2304", "0A5A 2304 0C06 47230100");
    assertThat(energy(recurring, swapped)).isEqualTo("12347000 W.h");

    // Before it stands the energy of storage number 1 (DIF 4C).
    String stored = HEAT.replace("0C06", "4C06 99990000 0C06");
    assertThat(energy(recurring, stored)).isEqualTo("12345000 W.h");
    assertThat(energy(recurring, HEAT)).isEqualTo("12345000 W.h");
  }

  /** The third unknown telegram in a row is no new layout, so the second one still is. */
  @Test
  void layoutsAreTriedLessOftenWhereEachTelegramHasAnotherOne() {
    RecurringReadings recurring = new RecurringReadings("energy"::equals);
    String inSteps = HEAT.replace("0C06", "0C07");
    String ofStorage = HEAT.replace("0A5A", "4A5A");
    energy(recurring, HEAT);
    energy(recurring, inSteps);

    assertThat(energy(recurring, ofStorage)).isEqualTo("12345000 W.h");
    assertThat(recurring.knows(frame(ofStorage))).isFalse();
    assertThat(recurring.knows(frame(inSteps))).isTrue();
  }

  /** BCD digit A is no number. */
  @Test
  void dataThatIsNoValueHasItsQualityInAKnownLayout() {
    RecurringReadings recurring = new RecurringReadings("energy"::equals);
    energy(recurring, HEAT);
    String invalid = HEAT.replace("45230100", "4A230100");

    assertThat(recurring.knows(frame(invalid))).isTrue();
    assertThat(reading(recurring, frame(invalid)))
        .isEqualTo(expected("energy"::equals, frame(invalid)));
  }

  /** Status 04 is power low; the reading says so with its next telegram. */
  @Test
  void aStatusThatChangesIsSeen() {
    RecurringReadings recurring = new RecurringReadings("energy"::equals);
    reading(recurring, frame(HEAT));

    MeterReading low =
        (MeterReading) reading(recurring, frame(HEAT.replace("2A 00 0000", "2B 04 0000")));

    assertThat(low.accessNumber()).isEqualTo(0x2B);
    assertThat(low.status()).isEqualTo(new MeterReading.Status(4, List.of("power-low")));
  }

  /** A meter that was exchanged for one of the same type has another address. */
  @Test
  void anotherMeterOfTheSameTypeIsAnotherMeter() {
    RecurringReadings recurring = new RecurringReadings("energy"::equals);
    reading(recurring, frame(HEAT));

    MeterReading other =
        (MeterReading) reading(recurring, frame(HEAT.replace("78563412", "79563412")));

    assertThat(other.meter()).extracting(MeterReading.Meter::id).isEqualTo("12345679");
  }

  /** Of each reading line, time and name are its own. */
  @Test
  void lineTimeAndNameAreThoseOfTheCall() {
    RecurringReadings recurring = new RecurringReadings("energy"::equals);
    List<byte[]> telegrams = List.of(frame(HEAT));
    recurring.ofTelegrams(telegrams, "l", NOW, "Flat 3", Keys.NONE);

    for (String name : new String[] {"Flat 4", null}) {
      Instant later = NOW.plusSeconds(900);
      assertThat(recurring.ofTelegrams(telegrams, "m", later, name, Keys.NONE))
          .isEqualTo(
              ReadingDecoder.ofTelegrams(telegrams, "m", later, name, Keys.NONE, "energy"::equals));
    }
  }

  @Test
  void severalTelegramsOfAReadoutAreDecodedTogether() {
    RecurringReadings recurring = new RecurringReadings("energy_2"::equals);
    List<byte[]> telegrams = List.of(frame(HEAT), frame(HEAT));
    reading(recurring, frame(HEAT));

    assertThat(recurring.ofTelegrams(telegrams, null, NOW, null, Keys.NONE))
        .isEqualTo(
            ReadingDecoder.ofTelegrams(telegrams, null, NOW, null, Keys.NONE, "energy_2"::equals));
  }
}
