package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.simulator.BadOctets;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedLine;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMeterTest {
  /** CI 72, header, one record: volume 12345 l. */
  private static final String VOLUME =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 07 00 00 00 00 04 13 39 30 00 00 84 16";

  /** The same with DIF 1F at the end: more records follow in the next telegram. */
  private static final String VOLUME_AND_MORE =
      "68 16 16 68 08 00 72 78 56 34 12 24 23 28 07 00 00 00 00 04 13 39 30 00 00 1F A3 16";

  /** CI 72, header, one record: energy 42 kWh. */
  private static final String ENERGY =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 07 00 00 00 00 04 06 2A 00 00 00 38 16";

  private static final String METER = "1234567824232807";
  private static final String NEIGHBOUR = "1234567924232807";

  /** L 0B, C 53 SND_UD, A FD, CI 52; 53+FD+52+78+56+34+12+24+23+28+07 = 32C. */
  private static final String SELECT = "68 0B 0B 68 53 FD 52 78 56 34 12 24 23 28 07 2C 16";

  /** The same with FCB 1: C 73. */
  private static final String SELECT_73 = "68 0B 0B 68 73 FD 52 78 56 34 12 24 23 28 07 4C 16";

  private static final String NKE_253 = "10 40 FD 3D 16";
  private static final String REQ_253_FCB1 = "10 7B FD 78 16";
  private static final String REQ_253_FCB0 = "10 5B FD 58 16";

  private static MeterDefinition meter(String... telegrams) {
    return MeterDefinition.of(METER, telegrams).withPrimaryAddress(5);
  }

  private static List<byte[]> octetsOf(Readout readout) {
    return readout.telegrams().stream().map(Telegram::octets).toList();
  }

  private static byte[] data(byte[] telegram) {
    return Arrays.copyOfRange(telegram, 19, telegram.length - 2);
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void byPrimaryAddressTheFirstRequestAfterSndNkeHasFcb1() {
    try (VirtualBus bus = new VirtualBus(meter(VOLUME))) {
      Readout readout = bus.readPrimary(5);
      // 40 + 05 = 45, 7B + 05 = 80
      assertThat(bus.sent()).containsExactly("10 40 05 45 16", "10 7B 05 80 16");
      assertThat(data(readout.telegrams().get(0).octets())).isEqualTo(octets("04 13 39 30 00 00"));
      assertThat(readout.complete()).isTrue();
      assertThat(readout.attempts()).isEqualTo(2);
    }
  }

  /** Some converters send 00 after each answer of one meter. */
  @Test
  void selectionThatAStrayOctetOfAnotherMeterHasHitIsRepeated() {
    MeterDefinition other =
        MeterDefinition.of(NEIGHBOUR, VOLUME)
            .withPrimaryAddress(6)
            .withFaults(new Fault.ZeroAround(Fault.ZeroAround.Where.AFTER));
    try (VirtualBus bus = new VirtualBus(meter(VOLUME), other)) {
      for (int i = 0; i < 5; i++) {
        assertThat(bus.readSecondary(NEIGHBOUR).complete()).isTrue();
        assertThat(bus.readSecondary(METER).complete()).isTrue();
      }
    }
  }

  @Test
  void bySecondaryAddressTheMeterIsSelectedAndAskedAt253() {
    try (VirtualBus bus = new VirtualBus(meter(VOLUME))) {
      Readout readout = bus.readSecondary(METER);
      assertThat(bus.sent()).containsExactly(SELECT, REQ_253_FCB1);
      assertThat(readout.telegrams()).hasSize(1);
    }
  }

  @Test
  void eightDigitsSelectByTheIdAlone() {
    try (VirtualBus bus = new VirtualBus(meter(VOLUME), MeterDefinition.of(NEIGHBOUR, VOLUME))) {
      bus.readSecondary("12345678");
      // 53+FD+52+78+56+34+12+4*FF = 6B2
      assertThat(bus.sent())
          .containsExactly("68 0B 0B 68 53 FD 52 78 56 34 12 FF FF FF FF B2 16", REQ_253_FCB1);
    }
  }

  @Test
  void damagedReplyIsAskedForAgainWithTheSameFcb() {
    MeterDefinition meter = meter(VOLUME).withFaults(new Fault.Truncate(Chance.first(1)));
    try (VirtualBus bus = new VirtualBus(meter)) {
      assertThat(bus.readSecondary(METER).telegrams()).hasSize(1);
      assertThat(bus.sent()).containsExactly(SELECT, REQ_253_FCB1, REQ_253_FCB1);
      assertThat(bus.status().meters().get(METER).retries()).isEqualTo(1);
    }
  }

  @Test
  void meterThatInsistsOnTheFcbGivesAllItsTelegramsInOrder() {
    MeterDefinition meter =
        meter(VOLUME_AND_MORE, ENERGY)
            .withFaults(new Fault.StrictFcb(), new Fault.Truncate(Chance.first(1)));
    try (VirtualBus bus = new VirtualBus(meter)) {
      Readout readout = bus.readSecondary(METER);
      assertThat(bus.sent()).containsExactly(SELECT, REQ_253_FCB1, REQ_253_FCB1, REQ_253_FCB0);
      assertThat(readout.complete()).isTrue();
      assertThat(data(readout.telegrams().get(0).octets()))
          .isEqualTo(octets("04 13 39 30 00 00 1F"));
      assertThat(data(readout.telegrams().get(1).octets())).isEqualTo(octets("04 06 2A 00 00 00"));
    }
  }

  @Test
  void secondReadingStartsWithTheFirstTelegramAgain() {
    try (VirtualBus bus = new VirtualBus(meter(VOLUME_AND_MORE, ENERGY))) {
      List<byte[]> first = octetsOf(bus.readPrimary(5));
      List<byte[]> second = octetsOf(bus.readPrimary(5));
      assertThat(data(second.get(0))).isEqualTo(data(first.get(0)));
      assertThat(data(second.get(1))).isEqualTo(data(first.get(1)));
    }
  }

  @Test
  void meterThatRepeatsItselfForEverIsStopped() {
    MeterDefinition meter = meter(VOLUME_AND_MORE).withFaults(new Fault.IgnoresFcb());
    try (VirtualBus bus = new VirtualBus(meter)) {
      Readout readout = bus.readSecondary(METER);
      assertThat(readout.telegrams()).hasSize(1);
      assertThat(readout.complete()).isFalse();
      assertThat(readout.warnings())
          .containsExactly(
              "telegram 2 of the readout is the same as the one before: the meter repeats itself");
    }
  }

  @Test
  void meterThatNeverEndsIsStopped() {
    MeterDefinition meter = meter(VOLUME_AND_MORE, ENERGY).withFaults(new Fault.Endless());
    try (VirtualBus bus = new VirtualBus(meter)) {
      Readout readout = bus.readSecondary(METER);
      assertThat(readout.telegrams()).hasSize(64);
      assertThat(readout.complete()).isFalse();
      assertThat(readout.warnings())
          .containsExactly("the meter announces more than 64 telegrams; stopped");
    }
  }

  @Test
  void sleepingMeterIsWokenByTheFirstSelection() {
    MeterDefinition meter = meter(VOLUME).withFaults(new Fault.Sleepy(Duration.ofSeconds(1)));
    try (VirtualBus bus = new VirtualBus(meter)) {
      assertThat(bus.readSecondary(METER).telegrams()).hasSize(1);
      assertThat(bus.sent()).containsExactly(SELECT, SELECT_73, REQ_253_FCB1);
    }
  }

  /**
   * Another device acknowledges each selection, and sooner: REQ_UD2 goes into the acknowledge of
   * the meter, which has slept through the selections before.
   */
  @Test
  void meterThatAcknowledgesAfterAnotherDeviceIsAskedOnceMore() {
    MeterDefinition meter =
        meter(VOLUME)
            .withResponseDelay(Duration.ofMillis(46))
            .withFaults(new Fault.Sleepy(Duration.ofSeconds(1)));
    MeterDefinition other =
        MeterDefinition.of(NEIGHBOUR, VOLUME)
            .withResponseDelay(Duration.ofMillis(13))
            .withFaults(new Fault.AckAnySelect("FFFFFFFF"), new Fault.Mute());
    try (VirtualBus bus = new VirtualBus(meter, other)) {
      assertThat(bus.readSecondary(METER).telegrams()).hasSize(1);
    }
  }

  /** The device has acknowledged SND_NKE and the selection before the meter has. */
  @Test
  void meterIsSelectedAgainAfterItsOwnAcknowledges() {
    MeterDefinition meter =
        meter(VOLUME)
            .withResponseDelay(Duration.ofMillis(29))
            .withFaults(new Fault.Checksum(Chance.first(2)));
    MeterDefinition other =
        MeterDefinition.of(NEIGHBOUR, VOLUME)
            .withResponseDelay(Duration.ofMillis(13))
            .withFaults(new Fault.AckAnySelect("FFFFFFFF"), new Fault.Mute());
    try (VirtualBus bus = new VirtualBus(meter, other)) {
      assertThat(bus.readSecondary(METER).telegrams()).hasSize(1);
    }
  }

  @Test
  void meterThatDoesNotAcknowledgeSndNkeIsReadAllTheSame() {
    MeterDefinition meter = meter(VOLUME).withFaults(new Fault.NoNkeAck());
    try (VirtualBus bus = new VirtualBus(meter)) {
      assertThat(bus.readPrimary(5).telegrams()).hasSize(1);
    }
  }

  @Test
  void pauseOf120MillisecondsInsideATelegramIsWaitedFor() {
    MeterDefinition meter =
        meter(VOLUME).withFaults(new Fault.Gap(Duration.ofMillis(120), Chance.ALWAYS));
    try (VirtualBus bus = new VirtualBus(meter)) {
      bus.readSecondary(METER);
      assertThat(bus.readSecondary(METER).attempts()).isEqualTo(2);
    }
  }

  @Test
  void strayOctetInFrontOfATelegramCostsNothing() {
    MeterDefinition meter = meter(VOLUME).withFaults(new Fault.Noise(Chance.ALWAYS));
    try (VirtualBus bus = new VirtualBus(meter)) {
      assertThat(bus.readPrimary(5).attempts()).isEqualTo(2);
    }
  }

  @Test
  void echoIsTakenOutAndReported() {
    SimulatedLine echoing = SimulatedLine.DEFAULT.withEcho(true);
    try (VirtualBus bus = new VirtualBus(echoing, BusSettings.DEFAULT, meter(VOLUME))) {
      assertThat(bus.readSecondary(METER).attempts()).isEqualTo(2);
      assertThat(bus.status().echo()).isTrue();
    }
  }

  @Test
  void silentAddressIsSaidToBeSilent() {
    try (VirtualBus bus = new VirtualBus(meter(VOLUME))) {
      assertThatThrownBy(() -> bus.readPrimary(6))
          .isInstanceOf(NoReplyException.class)
          // SND_NKE and three tries; 330 bit + 50 ms = 187.5 ms, and 10 ms of a simulated line
          .hasMessage(
              "sim:test: nothing at all came back on this line: no meter answers at primary address"
                  + " 6: 4 requests, silence for 197 ms after each; check in this order: the baud"
                  + " rate (now 2400; 'scan LINE --baud auto' tries all), the power of the bus, the"
                  + " wiring of the converter or gateway, the address");
      bus.readSecondary(METER);
      assertThatThrownBy(() -> bus.readSecondary(NEIGHBOUR))
          .isInstanceOf(NoReplyException.class)
          .hasMessage(
              "sim:test: no meter is selected by secondary address 1234567924232807: 3 requests,"
                  + " silence for 197 ms after each; meters of this line do answer, so check this"
                  + " one: its address, its baud rate, its power and wires (if the digits are not"
                  + " those printed on the meter, try 7956341224232807)");
    }
  }

  @Test
  void reversedDigitsAreNoHintWhereNothingAnswersOrTheAddressHasReadTheMeterBefore() {
    SimulatedBus house =
        SimulatedBus.of(meter(VOLUME), MeterDefinition.of(NEIGHBOUR, VOLUME).withPrimaryAddress(7));
    try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.line(house))) {
      assertThatThrownBy(() -> bus.readSecondary("11111112"))
          .hasMessageContaining("nothing at all came back")
          .hasMessageNotContaining("digits");
      bus.readSecondary(METER);
      house.setBaudRate(300); // no meter hears what comes at 2400 bit/s now
      assertThatThrownBy(() -> bus.readSecondary(METER))
          .hasMessageContaining("check this one: its address")
          .hasMessageNotContaining("digits");
      assertThatThrownBy(() -> bus.readSecondary(NEIGHBOUR))
          .hasMessageContaining(
              "if the digits are not those printed on the meter, try 7956341224232807");
    }
  }

  @Test
  void reversedDigitsAreNoHintWhereASearchHasSeenTheMeter() {
    MeterSettings seen = new MeterSettings(null, null, true);
    try (VirtualBus bus = new VirtualBus(meter(VOLUME))) {
      bus.readSecondary(METER);
      assertThatThrownBy(() -> bus.run(Transactions.read(MeterAddress.secondary(NEIGHBOUR)), seen))
          .hasMessageContaining("check this one: its address")
          .hasMessageNotContaining("digits");
    }
  }

  @Test
  void meterThatOnlyAcknowledgesIsSelectedAnewAndThenSaidToBeMute() {
    MeterDefinition meter = meter(VOLUME).withFaults(new Fault.Mute());
    try (VirtualBus bus = new VirtualBus(meter)) {
      assertThatThrownBy(() -> bus.readSecondary(METER))
          .isInstanceOf(NoReplyException.class)
          .hasMessageContaining("acknowledges but sends no data");
      assertThat(bus.sent())
          .containsExactly(
              SELECT, REQ_253_FCB1, REQ_253_FCB1, REQ_253_FCB1, NKE_253, SELECT, REQ_253_FCB1);
    }
  }

  @Test
  void twoMetersOnOneAddressAreACollisionInWords() {
    try (VirtualBus bus =
        new VirtualBus(MeterDefinition.of(METER, VOLUME), MeterDefinition.of(NEIGHBOUR, VOLUME))) {
      assertThatThrownBy(() -> bus.readPrimary(0))
          .isInstanceOfSatisfying(
              CollisionException.class,
              collision -> {
                assertThat(collision.code()).isEqualTo("collision");
                assertThat(collision.address()).isEqualTo("0");
                assertThat(collision.octets()).isNotEmpty();
                assertThat(collision.attempts()).isEqualTo(4);
              })
          .hasMessageContaining("primary address 0: several meters answer at once")
          .hasMessageContaining("by its secondary address");
    }
  }

  @Test
  void wildcardsThatSelectTwoMetersAreACollision() {
    try (VirtualBus bus =
        new VirtualBus(MeterDefinition.of(METER, VOLUME), MeterDefinition.of(NEIGHBOUR, VOLUME))) {
      assertThatThrownBy(() -> bus.readSecondary("1234567F"))
          .isInstanceOf(CollisionException.class)
          .hasMessageContaining("give more digits of the secondary address");
    }
  }

  @Test
  void breakOfALevelConverterIsACollision() {
    SimulatedLine breaking =
        SimulatedLine.DEFAULT
            .withCollisions(1, 3, BadOctets.RAW)
            .withCollisionBreak(Duration.ofMillis(50));
    try (VirtualBus bus =
        new VirtualBus(
            breaking,
            BusSettings.DEFAULT,
            MeterDefinition.of(METER, VOLUME),
            MeterDefinition.of(NEIGHBOUR, VOLUME))) {
      assertThatThrownBy(() -> bus.readPrimary(0)).isInstanceOf(CollisionException.class);
    }
  }

  @Test
  void meterWithWrongChecksumsIsGarbledAndNoCollision() {
    MeterDefinition meter = meter(VOLUME).withFaults(new Fault.Checksum(Chance.ALWAYS));
    try (VirtualBus bus = new VirtualBus(meter)) {
      assertThatThrownBy(() -> bus.readPrimary(5))
          .isInstanceOf(GarbledReplyException.class)
          .hasMessageContaining(
              "primary address 5 answered, but none of its answers was good: the checksum");
    }
  }

  @Test
  void refusalIsToldApartFromSilenceAndSaysWhetherToTryLater() {
    MeterDefinition busy = meter(VOLUME).withFaults(new Fault.Refuses(8));
    try (VirtualBus bus = new VirtualBus(busy)) {
      assertThatThrownBy(() -> bus.readPrimary(5))
          .isInstanceOfSatisfying(
              MeterRefusedException.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo("application-error");
                assertThat(refusal.retryLater()).isTrue();
              })
          .hasMessageContaining("primary address 5 refused the request");
    }
  }

  /** A library of the listener may be missing: that is an Error. */
  @Test
  void listenersThatFailCostNoReading() {
    try (VirtualBus bus = new VirtualBus(meter(VOLUME))) {
      bus.bus()
          .addListener(
              (direction, octets, nanos) -> {
                throw new NoSuchMethodError("frame");
              });
      bus.bus()
          .addListener(
              new MeterListener() {
                @Override
                public void read(MeterAddress meter, Duration responseTime, int retries) {
                  throw new AssertionError("read");
                }

                @Override
                public void failed(MeterAddress meter, BusException failure, int retries) {
                  throw new AssertionError("failed");
                }
              });

      assertThat(bus.readSecondary(METER).telegrams()).hasSize(1);
      assertThatThrownBy(() -> bus.readSecondary(NEIGHBOUR)).isInstanceOf(NoReplyException.class);
      assertThat(bus.readSecondary(METER).telegrams()).hasSize(1);
    }
  }

  /**
   * 36 times energy behind the header: 235 octets, 1.1 s. Where the line drops damaged octets the
   * superposed telegrams of one address leave few octets, which may look like anything, or none.
   */
  @Test
  void superposedTelegramsAreOverBeforeTheNextMeterIsReadWhereTheLineDropsDamagedOctets() {
    String octets = "08 00 72 00000000 0000 00 00 01 00 0000" + " 04 05 0E000000".repeat(36);
    // 08+72+01 = 7B, and 04+05+0E = 17 for each record.
    String telegram = "68 E7 E7 68 " + octets + " %02X 16".formatted(0x7B + 36 * 0x17 & 0xFF);
    for (long seed = 1; seed <= 40; seed++) {
      SimulatedLine drops =
          SimulatedLine.DEFAULT.withSeed(seed).withCollisions(1, 3, BadOctets.DROP);
      SimulatedBus simulated =
          SimulatedBus.of(
              drops,
              onAddress(8, "4008358324232804", telegram).withResponseDelay(Duration.ofMillis(37)),
              onAddress(8, "0866957624232804", telegram).withResponseDelay(Duration.ofMillis(33)),
              onAddress(9, METER, VOLUME));
      try (VirtualBus bus = new VirtualBus(BusSettings.DEFAULT, VirtualBus.line(simulated))) {
        assertThatThrownBy(() -> bus.readPrimary(8)).isInstanceOf(BusException.class);
        long before = simulated.statistics().talkOvers();
        assertThat(bus.readPrimary(9).telegrams()).as("seed %d", seed).hasSize(1);
        assertThat(simulated.statistics().talkOvers()).as("seed %d", seed).isEqualTo(before);
      }
    }
  }

  private static MeterDefinition onAddress(int primary, String address, String telegram) {
    return MeterDefinition.of(address, telegram).withPrimaryAddress(primary);
  }
}
