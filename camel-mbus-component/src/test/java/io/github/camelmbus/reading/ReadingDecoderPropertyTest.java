package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever comes in, a reading or an error object comes out. */
class ReadingDecoderPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void anyTextGivesAReadingOrAnError(@ForAll @StringLength(max = 80) String text) throws Exception {
    assertReadingOrError(text);
  }

  @Property
  void anyOctetsGiveAReadingOrAnError(@ForAll @Size(max = 300) byte[] octets) throws Exception {
    assertReadingOrError(HexFormat.of().formatHex(octets));
  }

  @Property
  void anyDataInAGoodFrameGivesAReadingOrAnError(
      @ForAll("decodedCiFields") int ci, @ForAll @Size(min = 1, max = 252) byte[] data)
      throws Exception {
    LongFrame frame = new LongFrame(ControlField.rspUd(), new PrimaryAddress(5), ci, data);

    assertReadingOrError(HexFormat.of().formatHex(frame.encode()));
  }

  @Provide
  Arbitrary<Integer> decodedCiFields() {
    return Arbitraries.of(
        0x51, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x7A, 0x90);
  }

  /** Modes 5 and 7 with 1 to 3 blocks, behind a header alone or behind AFL; no key fits. */
  @Property
  void anyEncryptedDataGivesAReadingWithoutGarbage(
      @ForAll("encryptions") String configuration,
      @ForAll @Size(min = 48, max = 100) byte[] data,
      @ForAll("layers") String layer) {
    String message = layer + "78563412242328042A00" + configuration;
    byte[] octets = HexFormat.of().parseHex(message + HexFormat.of().formatHex(data));
    LongFrame frame =
        new LongFrame(
            ControlField.rspUd(), new PrimaryAddress(5), layer.isEmpty() ? 0x72 : 0x90, octets);

    MeterReading reading =
        ReadingDecoder.ofTelegrams(
            List.of(frame.encode()), null, null, null, Keys.parse("0".repeat(32)));

    assertThat(reading.security()).isNotNull();
    // One of 65536 random blocks has the two fillers of a good one.
    if (!reading.security().state().equals("decrypted")) {
      assertThat(reading.records()).isEmpty();
      assertThat(reading.complete()).isFalse();
    }
  }

  @Provide
  Arbitrary<String> encryptions() {
    return Arbitraries.of("1005", "2005", "3005", "1007", "2007", "3007");
  }

  @Provide
  Arbitrary<String> layers() {
    // No layer; counter 1; counter 1 and a MAC of 8 octets that is wrong for nearly all data.
    return Arbitraries.of("", "070028200100000072", "0F002C25010000000102030405060708" + "72");
  }

  @Property
  void oneWrongOctetGivesAReadingOrAnError(@ForAll @From("places") int place, @ForAll byte octet)
      throws Exception {
    byte[] telegram = Telegrams.octets(Telegrams.SECOND_OF_TWO);
    telegram[place] = octet;

    assertReadingOrError(HexFormat.of().formatHex(telegram));
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, Telegrams.SECOND_OF_TWO.length() / 2 - 1);
  }

  @Property
  void anyFollowUpTelegramIsJoinedOrWarnedOf(@ForAll @Size(max = 300) byte[] octets) {
    MeterReading reading =
        ReadingDecoder.ofTelegrams(
            List.of(Telegrams.octets(Telegrams.FIRST_OF_TWO), octets), null, null, null);

    assertThat(reading.records()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(reading.complete() || !reading.warnings().isEmpty()).isTrue();
    assertKeysAreUnique(reading);
  }

  private static void assertReadingOrError(String text) throws Exception {
    MeterReading reading = ReadingDecoder.decodeHex(text);

    assertThat(reading.error() == null).isEqualTo(reading.meter() != null);
    assertKeysAreUnique(reading);
    assertThat(JSON.readTree(ReadingJson.octets(reading)).has("telegrams")).isTrue();
  }

  private static void assertKeysAreUnique(MeterReading reading) {
    List<String> keys = reading.records().stream().map(MeterReading.Record::key).toList();
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
  }
}
