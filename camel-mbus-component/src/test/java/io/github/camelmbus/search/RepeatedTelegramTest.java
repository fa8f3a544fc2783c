package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.master.Bus;
import io.github.camelmbus.transport.DamagedOctets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a search makes of a good telegram after damaged ones. Two meters damage each other's
 * telegrams, and now and then the checksum of what is left is good by chance.
 */
class RepeatedTelegramTest {
  /** All meters with this id, whatever their manufacturer, version and device type. */
  private static final Mask MASK = new Mask(SecondaryAddress.parse("90342360"), null);

  /**
   * Energy 14 kWh and volume 5 m3: 08+72+60+23+34+90+2D+2C+1B+16+FF+0C+05+14+0C+13+05 = 393h.
   * Header, secondary address, access number, status, configuration, records.
   */
  private static final String TELEGRAM =
      "68 1B 1B 68 08 00 72 60 23 34 90 2D 2C 1B 16 FF 00 00 00"
          + " 0C 05 14 00 00 00 0C 13 05 00 00 00 93 16";

  private static final String DAMAGED = TELEGRAM.replace("93 16", "14 16");

  /** Energy 4 kWh, which no meter has; the checksum 83h is good. */
  private static final String GOOD_BY_CHANCE =
      TELEGRAM.replace("05 14", "05 04").replace("93 16", "83 16");

  /** The outcome where a selection is acknowledged and telegrams come one after the other. */
  private static Outcome outcome(String... telegrams) {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.request("680B0B6853FD5260233490FFFFFFFF*").answer(20, "E5");
    for (String telegram : telegrams) {
      line.request("10?BFD*").answer(20, telegram);
    }
    try (Bus bus = VirtualLine.bus(line)) {
      return new BusProbe(bus).select(MASK, Effort.THOROUGH);
    }
  }

  @Test
  void goodTelegramThatDoesNotComeAgainIsNoMeter() {
    assertThat(outcome(DAMAGED, DAMAGED, GOOD_BY_CHANCE, DAMAGED, DAMAGED, DAMAGED))
        .isInstanceOf(Outcome.Damaged.class);
  }

  @Test
  void goodTelegramThatComesAgainIsThatOfAMeter() {
    assertThat(outcome(DAMAGED, TELEGRAM, TELEGRAM, TELEGRAM)).isInstanceOf(Outcome.One.class);
  }

  @Test
  void goodTelegramIsBelievedAtTheFirstTimeWhereNoneWasDamaged() {
    assertThat(outcome(TELEGRAM)).isInstanceOf(Outcome.One.class);
  }

  /**
   * The acknowledge of a selection may come after REQ_UD2, as it does from a meter that is late.
   */
  @Test
  void lateAcknowledgeBeforeGoodTelegramsIsNoSecondMeter() {
    assertThat(outcome("E5", TELEGRAM, TELEGRAM, TELEGRAM)).isInstanceOf(Outcome.One.class);
  }

  @Test
  void secondAcknowledgeIsThatOfAnotherMeterWhereTheTelegramDoesNotComeAgain() {
    String superposed = "68 00 00 20 08 00 40";
    assertThat(outcome("E5", TELEGRAM, superposed)).isInstanceOf(Outcome.Several.class);
  }

  /** Two have acknowledged, so a checksum may be good by chance. */
  @Test
  void goodTelegramAfterTwoAcknowledgesMustComeAgain() {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.request("680B0B6853FD5260233490FFFFFFFF*").answer(20, "E5").answer(60, "E5");
    line.request("10?BFD*").answer(20, GOOD_BY_CHANCE);
    line.request("10?BFD*").answer(20, "68 00 00 20 08 00 40");
    try (Bus bus = VirtualLine.bus(line)) {
      assertThat(new BusProbe(bus).select(MASK, Effort.THOROUGH))
          .isInstanceOf(Outcome.Several.class);
    }
  }

  /**
   * No acknowledge came in time, so REQ_UD2 is sent nevertheless, and both come now.
   *
   * @param next what the next requests for a telegram are answered with.
   */
  private static Outcome outcomeAfterALateAcknowledge(String... next) {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.request("680B0B6853FD5260233490FFFFFFFF*");
    line.request("10?BFD*").answer(20, "E5").answer(60, TELEGRAM);
    for (String telegram : next) {
      line.request("10?BFD*").answer(20, telegram);
    }
    try (Bus bus = VirtualLine.bus(line)) {
      return new BusProbe(bus).select(MASK, Effort.THOROUGH);
    }
  }

  @Test
  void acknowledgeBeforeTheTelegramMayBeThatOfTheSelection() {
    assertThat(outcomeAfterALateAcknowledge(TELEGRAM, TELEGRAM, TELEGRAM))
        .isInstanceOf(Outcome.One.class);
  }

  @Test
  void acknowledgeBeforeATelegramThatDoesNotComeAgainIsThatOfAnotherMeter() {
    String superposed = "68 00 00 20 08 00 40";
    assertThat(outcomeAfterALateAcknowledge(superposed)).isInstanceOf(Outcome.Several.class);
    assertThat(outcomeAfterALateAcknowledge(TELEGRAM, superposed))
        .isInstanceOf(Outcome.Several.class);
  }

  /**
   * The outcome of address 0, where octets come before the telegram on a line of which it is not
   * known whether it drops damaged ones. Then the meter is asked alone.
   *
   * @param alone what comes before its telegram then, each time; at most four times.
   */
  private static Outcome outcomeWithOctetsBefore(String before, String... alone) {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.setDamagedOctets(DamagedOctets.UNKNOWN);
    line.request("1040004016").answer(20, "E5");
    line.request("10?B00*").answer(20, before).answer(25, TELEGRAM);
    for (String octets : alone) {
      line.request("680B0B6853FD52602334902D2C1B16*").answer(20, "E5");
      line.request("10?BFD*");
      if (!octets.isEmpty()) {
        line.answer(20, octets);
      }
      line.answer(25, TELEGRAM);
    }
    try (Bus bus = VirtualLine.bus(line)) {
      return new BusProbe(bus).address(0, Effort.THOROUGH);
    }
  }

  @Test
  void octetThatAMeterSendsBeforeItsTelegramAloneTooIsNoOtherMeter() {
    assertThat(outcomeWithOctetsBefore("9D", "57")).isInstanceOf(Outcome.One.class);
  }

  @Test
  void octetThatLooksLikeAnAcknowledgeIsNoOtherMeterEither() {
    assertThat(outcomeWithOctetsBefore("E5", "57")).isInstanceOf(Outcome.One.class);
    assertThat(outcomeWithOctetsBefore("9D", "E5")).isInstanceOf(Outcome.One.class);
  }

  @Test
  void octetThatAMeterSendsNowAndThenIsNoOtherMeter() {
    assertThat(outcomeWithOctetsBefore("9D", "", "", "", "57")).isInstanceOf(Outcome.One.class);
  }

  @Test
  void octetThatNeverComesWhereTheMeterIsAskedAloneIsOfAnotherMeter() {
    assertThat(outcomeWithOctetsBefore("9D", "", "", "", "")).isInstanceOf(Outcome.Several.class);
    assertThat(outcomeWithOctetsBefore("E5", "", "", "", "")).isInstanceOf(Outcome.Several.class);
  }

  /** The meter at 1 answers with A field 2, for which the checksum is 95h. */
  private static Outcome outcomeAtOne(String... telegrams) {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.request("1040014116").answer(20, "E5");
    for (int i = 0; i < telegrams.length; i++) {
      line.request("10?B01*").answer(20, telegrams[i]);
      if (i < telegrams.length - 1 && telegrams[i].equals(OF_OTHER)) {
        line.request("1040014116").answer(20, "E5");
      }
    }
    try (Bus bus = VirtualLine.bus(line)) {
      return new BusProbe(bus).address(1, Effort.THOROUGH);
    }
  }

  private static final String OF_OTHER =
      TELEGRAM.replace("08 00 72", "08 02 72").replace("93 16", "95 16");

  @Test
  void otherAddressThatAnswersTwiceIsThatOfTheMeter() {
    assertThat(outcomeAtOne(OF_OTHER, OF_OTHER)).isInstanceOf(Outcome.One.class);
  }

  @Test
  void otherAddressAfterADamagedTelegramMustAnswerThreeTimes() {
    String damaged = OF_OTHER.replace("95 16", "96 16");
    assertThat(outcomeAtOne(damaged, OF_OTHER, OF_OTHER, OF_OTHER)).isInstanceOf(Outcome.One.class);
  }

  /**
   * Of all meters one is heard each time, and two have acknowledged the reset: the telegrams of the
   * others may have put each other out, on a line that drops damaged octets.
   */
  @Test
  void oneTelegramOfAllMetersIsNotTheOnlyOneWhereSeveralHaveAcknowledged() {
    assertThat(outcomeOfAll("E5", "E5")).isInstanceOf(Outcome.Noise.class);
    assertThat(outcomeOfAll("E5")).isInstanceOf(Outcome.One.class);
  }

  private static Outcome outcomeOfAll(String... acknowledges) {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.request("1040FF3F16").request("1040FF3F16");
    line.request("1040FE3E16");
    for (int i = 0; i < acknowledges.length; i++) {
      line.answer(20 + 30L * i, acknowledges[i]);
    }
    line.request("1040FD3D16");
    line.request("680B0B6853FD52FFFFFFFFFFFFFFFF9A16").answer(20, "E5");
    for (int i = 0; i < 3; i++) {
      line.request("10?BFD*").answer(20, TELEGRAM);
    }
    try (Bus bus = VirtualLine.bus(line)) {
      BusProbe probe = new BusProbe(bus);
      probe.wakeUp();
      return probe.select(Mask.ANY, Effort.QUICK);
    }
  }

  /** A connection may have been lost after the answer: the meter must not go on with the next. */
  @Test
  void questionWithoutResetHasTheSameFcbEachTime() {
    ScriptedLine line = new ScriptedLine(Duration.ofMillis(20));
    line.request("107B007B16").answer(20, TELEGRAM);
    line.request("107B007B16").answer(20, TELEGRAM);
    try (Bus bus = VirtualLine.bus(line)) {
      BusProbe probe = new BusProbe(bus);
      assertThat(probe.request(0)).isInstanceOf(Outcome.One.class);
      assertThat(probe.request(0)).isInstanceOf(Outcome.One.class);
    }
  }
}
