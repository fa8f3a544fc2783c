package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineSettings;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Times at 2400 bit/s: 11 bit = 4.58 ms, 33 bit = 13.75 ms, 330 bit + 50 ms = 187.5 ms. */
class LinkTest {
  /** RSP_UD of 1 and of 2, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D. */
  private static final String TELEGRAM_OF_1 = "68 06 06 68 08 01 78 01 16 05 9D 16";

  private static final String TELEGRAM_OF_2 = "68 06 06 68 08 02 78 01 16 05 9E 16";

  /** RSP_UD of 1, CI 78, four times volume 5 m3: 33 octets; 08+01+78 + 4 (04+13+05) = F1. */
  private static final String LONG_TELEGRAM_OF_1 =
      "68 1B 1B 68 08 01 78" + " 04 13 05 00 00 00".repeat(4) + " F1 16";

  private final ScriptedLine line = new ScriptedLine(Duration.ofMillis(40));
  private LineProfile profile = new LineProfile(null, Duration.ofMillis(40));

  private Link link() {
    return link(new LinkSettings(null, Echo.AUTO, WakeUp.NONE));
  }

  private Link link(LinkSettings settings) {
    return new Link(
        "sim:test", line, profile, LineSettings.DEFAULT, settings, Duration.ZERO, (d, o, n) -> {});
  }

  private static Reply ask(Link link, int address) {
    PrimaryAddress meter = new PrimaryAddress(address);
    byte[] request = new ShortFrame(ControlField.reqUd2(true), meter).encode();
    return link.request(request, new TelegramMatcher(meter, null));
  }

  private static Reply select(Link link, boolean settle) {
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(1)).encode();
    return link.request(request, settle ? ReplyMatcher.acknowledges() : ReplyMatcher.acknowledge());
  }

  private long nanosOf(Runnable action) {
    long start = line.clock().nanos();
    action.run();
    return line.clock().nanos() - start;
  }

  @Test
  void acknowledgeAtTheVeryEndOfTheWindowCounts() {
    // 187.5 ms of the standard and 40 ms of the line.
    line.anyRequest().answer(227, "E5");
    assertThat(select(link(), false)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void silenceLastsAsLongAsTheWindow() {
    line.anyRequest();
    assertThat(select(link(), false)).isEqualTo(new Reply.Silence(Duration.ofNanos(227_500_000)));
  }

  @Test
  void telegramIsWaitedForAsLongAsAGatewayMayCollectIt() {
    // 187.5 + 40 ms, 261 octets of 11 bit = 1196 ms, and a gateway that waits for the end of it.
    line.anyRequest().answer(227 + 1196, TELEGRAM_OF_1);
    assertThat(ask(link(), 1)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void telegramThatComesOctetByOctetShowsThatNothingIsCollected() {
    String[] octets = TELEGRAM_OF_1.split(" ");
    line.anyRequest();
    for (int i = 0; i < octets.length; i++) {
      line.answer(20 + 5L * i, octets[i]);
    }
    line.anyRequest();
    Link link = link();
    ask(link, 1);
    assertThat(nanosOf(() -> ask(link, 1))).isLessThan(350_000_000);
  }

  @Test
  void responseTimeoutReplacesWindowAndDelay() {
    line.anyRequest().answer(1090, "E5").anyRequest();
    Link link = link(new LinkSettings(Duration.ofMillis(1100), Echo.AUTO, WakeUp.NONE));
    assertThat(select(link, false)).isInstanceOf(Reply.Answer.class);
    assertThat(select(link, false)).isEqualTo(new Reply.Silence(Duration.ofMillis(1100)));
  }

  @Test
  void answerThatComesWhileTheNextMeterIsAskedIsNotBookedToIt() {
    line.anyRequest().answer(3000, TELEGRAM_OF_1).anyRequest().answer(60, TELEGRAM_OF_2);
    Link link = link();
    assertThat(ask(link, 1)).isInstanceOf(Reply.Silence.class);
    line.idle(Duration.ofSeconds(1));
    assertThat(ask(link, 2))
        .isInstanceOfSatisfying(
            Reply.Answer.class,
            answer ->
                assertThat(answer.octets())
                    .isEqualTo(HexFormat.of().parseHex(TELEGRAM_OF_2.replace(" ", ""))));
  }

  @Test
  void octetsAfterTheWindowMakeTheWindowLongerAndTheSilenceDoubtful() {
    line.anyRequest().answer(300, "E5").anyRequest();
    Link link = link();
    assertThat(select(link, false)).isInstanceOf(Reply.Silence.class);
    line.idle(Duration.ofMillis(100));
    long before = profile.doubts();
    Reply silence = select(link, false);
    assertThat(profile.doubts()).isGreaterThan(before);
    // It came 327 ms after its request, when the next one was about to be sent.
    assertThat(silence)
        .isInstanceOfSatisfying(
            Reply.Silence.class,
            wait -> assertThat(wait.waited()).isGreaterThan(Duration.ofMillis(510)));
  }

  @Test
  void givenDelayIsNeverChanged() {
    profile = new LineProfile(Duration.ofMillis(300), Duration.ofSeconds(10));
    line.anyRequest().answer(14, "E5").anyRequest();
    Link link = link();
    select(link, false);
    // The second one is silent for 187.5 + 300 ms.
    assertThat(select(link, false)).isEqualTo(new Reply.Silence(Duration.ofNanos(487_500_000)));
  }

  @Test
  void telegramProvesTheSilencesBeforeIt() {
    line.anyRequest().anyRequest().answer(20, TELEGRAM_OF_1);
    Link link = link();
    ask(link, 2);
    long before = profile.proofs();
    ask(link, 1);
    assertThat(profile.proofs()).isEqualTo(before + 1);
    assertThat(profile.doubts()).isZero();
  }

  @Test
  void connectionIsQuietWhereAnAnswerToTheOneBeforeMayStillCome() {
    line.anyRequest().answer(20, "E5");
    Link link =
        new Link(
            "sim:test",
            line,
            profile,
            LineSettings.DEFAULT,
            new LinkSettings(null, Echo.AUTO, WakeUp.NONE),
            Duration.ofMillis(1500),
            (d, o, n) -> {});
    // 1500 ms, 5 octets of 11 bit, 20 ms.
    assertThat(nanosOf(() -> select(link, false)) / 1_000_000).isEqualTo(1500 + 22 + 20);
  }

  @Test
  void telegramOfAnotherMeterIsAMismatchUnlessTheRightOneFollows() {
    line.anyRequest().answer(20, TELEGRAM_OF_2);
    line.anyRequest().answer(20, TELEGRAM_OF_2).answer(60, TELEGRAM_OF_1);
    Link link = link();
    assertThat(ask(link, 1))
        .isInstanceOfSatisfying(
            Reply.Mismatch.class,
            mismatch -> assertThat(mismatch.sender()).isEqualTo("the meter at primary address 2"));
    assertThat(ask(link, 1)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void telegramInSingleOctetsAndOneChunkIsOne() {
    line.anyRequest().answer(20, "68").answer(25, "06").answer(30, "06").answer(34, "68");
    line.answer(76, "08 01 78 01 16 05 9D 16");
    assertThat(ask(link(), 1)).isInstanceOf(Reply.Answer.class);
  }

  /** A port is tuned anew for each baud rate, and that can fail. */
  @Test
  void portThatDropsBadOctetsAtAnotherBaudRateIsKnownToDoSo() {
    line.followingBaudRates();
    Link link = link();
    assertThat(profile.showsBadOctets()).isTrue();
    line.setDamagedOctets(DamagedOctets.DROPPED);
    link.setBaudRate(300);
    assertThat(profile.dropsBadOctets()).isTrue();
  }

  @Test
  void whatWasSeenOfBadOctetsHoldsWhereAPortDoesNotSay() {
    link();
    line.setDamagedOctets(DamagedOctets.UNKNOWN);
    link();
    assertThat(profile.showsBadOctets()).isTrue();
  }

  /** One octet in 29 ms, while 33 bit of idle line take 14 ms. */
  @Test
  void nothingIsSentIntoTheRestOfASuperposedTelegramThatPausesAfterEachOctet() {
    line.anyRequest().answer(20, "40").answer(25, "00").answer(30, "7F");
    long rest = 59;
    for (; rest < 3000; rest += 29) {
      line.answer(rest, "00");
    }
    for (int i = 0; i < 4; i++) {
      line.anyRequest().answer(20, "E5");
    }
    Link link = link();
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(1)).encode();
    link.probe(request, ReplyMatcher.acknowledges());
    Reply reply = link.probe(request, ReplyMatcher.acknowledges());
    assertThat(reply).isInstanceOf(Reply.Answer.class);
    assertThat(line.clock().nanos()).isGreaterThan(3000 * 1_000_000L);
  }

  /** The first octet is left of two start octets 68h; no octet is missing. */
  @Test
  void superposedTelegramsWithoutPausesShowThatTheLineHandsOutDamagedOctets() {
    line.setDamagedOctets(DamagedOctets.UNKNOWN);
    octetByOctet(LONG_TELEGRAM_OF_1);
    octetByOctet("40" + "00".repeat(30));
    Link link = link();
    assertThat(ask(link, 1)).isInstanceOf(Reply.Answer.class);
    assertThat(ask(link, 1)).isInstanceOf(Reply.Garbled.class);
    assertThat(profile.showsBadOctets()).isTrue();
  }

  /** Of 31 octets the first 20 lose each second one; the end of the longer telegram is whole. */
  @Test
  void pausesAtTheBeginOfSuperposedTelegramsAreThoseOfDroppedOctets() {
    line.setDamagedOctets(DamagedOctets.UNKNOWN);
    octetByOctet(LONG_TELEGRAM_OF_1);
    line.anyRequest();
    for (int i = 0; i < 80; i++) {
      if (i > 20 || i % 2 == 0) {
        line.answer(20 + 5L * i, "00");
      }
    }
    Link link = link();
    assertThat(ask(link, 1)).isInstanceOf(Reply.Answer.class);
    assertThat(ask(link, 1)).isInstanceOf(Reply.Garbled.class);
    assertThat(profile.showsBadOctets()).isFalse();
  }

  private void octetByOctet(String hex) {
    byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
    line.anyRequest();
    for (int i = 0; i < octets.length; i++) {
      line.answer(20 + i * 11_000L / 2400, "%02X".formatted(octets[i]));
    }
  }

  /** 40 is left of two start octets 68h; 10 40 00 00 60 has the form of a short frame. */
  @Test
  void whatLooksLikeAShortFrameInSuperposedTelegramsIsNoFrameOfOneMeter() {
    line.anyRequest().answer(20, "40").answer(25, "10 40 00 00 60").answer(45, "02 00");
    assertThat(ask(link(), 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
  }

  @Test
  void telegramThatStopsIsCutAndNotOfSeveralMeters() {
    line.anyRequest().answer(20, "68 06 06 68 08 01");
    assertThat(ask(link(), 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isFalse());
  }

  @Test
  void octetsOfNoTelegramLookLikeSeveralMeters() {
    line.anyRequest().answer(20, "00").anyRequest().answer(20, "60 06 04 68 08 01");
    Link link = link();
    assertThat(ask(link, 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
    assertThat(ask(link, 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
  }

  @Test
  void whatNoiseMakesOfAnIdleLineDoesNotLookLikeSeveralMeters() {
    line.anyRequest().answer(20, "FE FC");
    assertThat(ask(link(), 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isFalse());
  }

  @Test
  void secondAcknowledgeIsHeardByWhoListensForIt() {
    line.anyRequest().answer(20, "E5").answer(26, "E5");
    assertThat(select(link(), true))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
  }

  @Test
  void singleAcknowledgeIsTakenAtOnceByWhoDoesNot() {
    line.anyRequest().answer(20, "E5");
    Link link = link();
    assertThat(select(link, false))
        .isInstanceOfSatisfying(
            Reply.Answer.class,
            answer -> assertThat(answer.frame()).isEqualTo(SingleCharacter.ACK));
    // 5 octets of the request, and 20 ms; the clock has gone no further.
    assertThat(line.clock().nanos()).isEqualTo(5 * 11 * 1_000_000_000L / 2400 + 20_000_000);
  }

  @Test
  void babblingLineEndsTheWaitAllTheSame() {
    line.anyRequest();
    for (int i = 0; i < 2000; i++) {
      line.answer(10L * i, "00");
    }
    assertThat(ask(link(), 1)).isInstanceOf(Reply.Garbled.class);
  }

  @Test
  void probeIsSentAgainWhereAnEarlierAnswerStillGoesOn() {
    // At -10 ms the request is still being sent: nobody can have answered it.
    line.anyRequest().answer(-10, "00").anyRequest().answer(20, "E5");
    assertThat(probe(link())).isInstanceOf(Reply.Answer.class);
  }

  /** The rest of a telegram that has paused; 42h has a bit that the acknowledge E5h has not. */
  @Test
  void probeIsSentAgainWhereOctetsComeThatNoAcknowledgesLeave() {
    line.anyRequest().answer(130, "42 00 00 00 07 13 A0 A6").anyRequest().answer(20, "E5");
    assertThat(probe(link())).isInstanceOf(Reply.Answer.class);
    assertThat(profile.doubts()).as("requests before this one may have collided, too").isOne();
  }

  /**
   * 05h is a part of E5h, so superposed acknowledges can begin with it; 79h, 86h, 2Fh, 6Bh, F3h and
   * 16h are none.
   */
  @Test
  void probeIsSentAgainWhereOctetsOfATelegramBeginAsAcknowledgesDo() {
    line.anyRequest().answer(130, "05 79 86 2F 6B 04 05 79 86 2F 6B F3 16");
    line.anyRequest().answer(20, "E5");
    assertThat(probe(link())).isInstanceOf(Reply.Answer.class);
    assertThat(profile.doubts()).isOne();
  }

  @Test
  void fewOctetsThatNoAcknowledgesLeaveAreNoise() {
    line.anyRequest().answer(130, "42 00 00 00 07 13 A0");
    assertThat(probe(link())).isInstanceOf(Reply.Garbled.class);
    assertThat(profile.doubts()).isZero();
  }

  /**
   * All have acknowledged after 187.5 ms of the standard, 40 ms of the line and 11 bit, which is
   * 232.1 ms.
   */
  private Reply probeWithOctets(int fromMillis, int toMillis) {
    line.anyRequest();
    for (int millis = fromMillis; millis <= toMillis; millis += 5) {
      line.answer(millis, "05");
    }
    line.anyRequest().answer(20, "E5");
    return probe(link());
  }

  @Test
  void probeIsSentAgainWhereOctetsComeAfterAllAcknowledges() {
    assertThat(probeWithOctets(200, 245)).isInstanceOf(Reply.Answer.class);
    assertThat(profile.doubts()).isOne();
  }

  @Test
  void octetsWhileMetersMayAcknowledgeAreSuperposedAcknowledges() {
    assertThat(probeWithOctets(100, 230))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
    assertThat(profile.doubts()).isZero();
  }

  /** Its echo came whole, so the request was sent into nothing. */
  @Test
  void probeWhoseEchoIsWholeIsNotSentAgain() {
    line.anyRequest().answer(0, "10 40 01 41 16").answer(130, "42 00 00 00 07 13 A0 A6");
    assertThat(probe(link())).isInstanceOf(Reply.Garbled.class);
    assertThat(line.requests()).isOne();
  }

  @Test
  void whatComesEarlyEachTimeIsTheAnswerOfAFasterLine() {
    for (int i = 0; i < 5; i++) {
      line.anyRequest().answer(-10, "E5");
    }
    Link link = link();
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    // Four requests for the first answer, and from then on one for each.
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    assertThat(line.requests()).isEqualTo(5);
  }

  /** Three meters, the slowest after 40 ms: 85 ms with the 50 ms for busy ones. */
  private Link linkToFastMeters() {
    for (int round = 0; round < 3; round++) {
      line.anyRequest().answer(14, "E5").answer(25, "00").answer(35, "E5");
    }
    Link link = link();
    link.calibrate(new ShortFrame(ControlField.sndNke(), PrimaryAddress.TEST).encode());
    return link;
  }

  @Test
  void windowOfASilentProbeEndsWhileTheNextRequestIsSent() {
    Link link = linkToFastMeters();
    probe(link);
    // 330 bit + 50 ms, and 14 ms less 11 bit that no meter answers in and 11 bit of its answer.
    long usual = 187_500_000 + 14_000_000 - 22 * 1_000_000_000L / 2400;
    // Five octets each: one is sent, one is left out of the window.
    assertThat(nanosOf(() -> assertThat(probe(link)).isInstanceOf(Reply.Silence.class)))
        .isBetween(usual - 1000, usual + 1000);
  }

  /**
   * The request takes 22.9 ms. In the first round an acknowledge may come for 187.5 ms, 60 ms more,
   * and the 14 ms of the first one less 22 bit. After that the slowest is known, with 35 ms.
   */
  @Test
  void laterMeasurementsEndAfterTheSlowestMeterOfTheFirst() {
    long request = 5 * 11 * 1_000_000_000L / 2400;
    long first = 247_500_000 + 14_000_000 - 22 * 1_000_000_000L / 2400;
    long again = 35_000_000 + 50_000_000;
    assertThat(nanosOf(this::linkToFastMeters))
        .isBetween(3 * request + first + 2 * again - 1000, 3 * request + first + 2 * again + 1000);
  }

  /** The slowest has acknowledged after 35 ms, and its octet takes 11 bit. */
  @Test
  void secondAcknowledgeOfAProbeIsAwaitedUntilTheSlowestMeterHasSentItsOwn() {
    Link link = linkToFastMeters();
    line.anyRequest().answer(10, "E5");
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(1)).encode();
    long octet = 11 * 1_000_000_000L / 2400;
    assertThat(nanosOf(() -> link.probe(request, ReplyMatcher.acknowledges())))
        .isBetween(5 * octet + 35_000_000 + octet - 1000, 5 * octet + 35_000_000 + octet + 1000);
  }

  /** The second of the acknowledges that measure the line is 80 ms late. */
  @Test
  void onePauseOfTheMachineDoesNotWidenTheWindowOfAProbe() {
    for (int round = 0; round < 6; round++) {
      line.anyRequest().answer(round == 1 ? 94 : 14, "E5");
    }
    Link link = link();
    link.calibrate(new ShortFrame(ControlField.sndNke(), PrimaryAddress.TEST).encode());
    assertThat(line.requests()).isEqualTo(6);
    probe(link);
    // As without the pause: 330 bit + 50 ms, and 14 ms less 22 bit.
    long usual = 187_500_000 + 14_000_000 - 22 * 1_000_000_000L / 2400;
    assertThat(nanosOf(() -> assertThat(probe(link)).isInstanceOf(Reply.Silence.class)))
        .isBetween(usual - 1000, usual + 1000);
  }

  @Test
  void whatIsNoProbeWaitsForTheWholeWindow() {
    Link link = linkToFastMeters();
    line.anyRequest().anyRequest().answer(20, TELEGRAM_OF_1);
    probe(link);
    // 22.9 ms are left of the window, 22.9 ms take the five octets, 20 ms the answer.
    assertThat(nanosOf(() -> ask(link, 1)) / 100_000).isEqualTo(658);
  }

  @Test
  void answerInTheRestOfTheWindowIsLateAndTheNextRequestIsSentAgain() {
    Link link = linkToFastMeters();
    int before = line.requests();
    line.anyRequest().answer(175, "E5").anyRequest().anyRequest().answer(20, "E5");
    assertThat(probe(link)).isInstanceOf(Reply.Silence.class);
    assertThat(profile.doubts()).isZero();
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    assertThat(line.requests()).isEqualTo(before + 3);
    assertThat(profile.doubts()).isPositive();
  }

  @Test
  void slowMeterKeepsTheWindowOpen() {
    for (int round = 0; round < 3; round++) {
      line.anyRequest().answer(14, "E5").answer(150, "E5");
    }
    Link link = link();
    link.calibrate(new ShortFrame(ControlField.sndNke(), PrimaryAddress.TEST).encode());
    // The slowest takes 150 ms, and 50 ms more where its processor is busy.
    long requestAndWindow = 5 * 11 * 1_000_000_000L / 2400 + 200_000_000;
    probe(link);
    assertThat(nanosOf(() -> probe(link)))
        .isBetween(requestAndWindow, requestAndWindow + 14_000_000);
  }

  @Test
  void acknowledgeInFrontOfATelegramIsThatOfAnotherMeter() {
    line.anyRequest().answer(20, "E5").answer(60, TELEGRAM_OF_1);
    PrimaryAddress meter = new PrimaryAddress(1);
    byte[] request = new ShortFrame(ControlField.reqUd2(true), meter).encode();
    assertThat(link().probe(request, new TelegramMatcher(meter, null)))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
  }

  /** What the line does with damaged octets is unknown. */
  private Reply probeAfter(String stray) {
    line.setDamagedOctets(DamagedOctets.UNKNOWN);
    return probeAfter(stray, 30);
  }

  private Reply probeAfter(String stray, int millisBefore) {
    line.anyRequest().answer(50 - millisBefore, stray).answer(50, TELEGRAM_OF_1);
    PrimaryAddress meter = new PrimaryAddress(1);
    byte[] request = new ShortFrame(ControlField.reqUd2(true), meter).encode();
    return link().probe(request, new TelegramMatcher(meter, null));
  }

  @Test
  void pulseOnTheIdleLineBeforeATelegramIsNoOtherMeter() {
    assertThat(probeAfter("FF")).isInstanceOf(Reply.Answer.class);
  }

  /** Of 57 meters a single 00 was left; the telegram is of one that is late. */
  @Test
  void octetLongBeforeATelegramIsTheRestOfOthers() {
    // More than the 13.75 ms for which the line is idle.
    assertThat(probeAfter("00", 15))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.several()).isTrue());
  }

  @Test
  void octetRightBeforeATelegramIsNoOtherMeter() {
    assertThat(probeAfter("00", 13)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void octetBeforeATelegramIsTheRestOfAnotherWhereDamagedOnesMayBeDropped() {
    assertThat(probeAfter("40")).isInstanceOf(Reply.Garbled.class);
  }

  /** Octets of superposed telegrams, each 11 bit after the one before. */
  private long nanosAfter(String... octets) {
    // A line on this machine, which hands out octets as they come.
    profile = new LineProfile(null, Duration.ofMillis(20));
    line.anyRequest();
    for (int i = 0; i < octets.length; i++) {
      line.answer(20 + 5L * i, octets[i]);
    }
    PrimaryAddress meter = new PrimaryAddress(1);
    byte[] request = new ShortFrame(ControlField.reqUd2(true), meter).encode();
    Link link = link();
    return nanosOf(() -> link.probe(request, new TelegramMatcher(meter, null)));
  }

  /** Three meters left 08 09 05 .. 80 00 00 00 and then no octet for a second. */
  @Test
  void lineIsBusyForALongTelegramAfterSuperposedOctetsOfZeros() {
    // 261 octets from the first one on.
    assertThat(nanosAfter("08", "09", "05", "00", "00", "04", "00", "80", "00", "00", "00"))
        .isGreaterThan(1_196_000_000);
  }

  /** 46 meters left 73 08 80, and then held the line at 0 for more than half a second. */
  @Test
  void lineIsBusyForALongTelegramAfterAFewSuperposedOctets() {
    assertThat(nanosAfter("73", "08", "80")).isGreaterThan(1_196_000_000);
  }

  @Test
  void lineIsBusyForAShorterTimeWhereBitsAreLeft() {
    // 50 octets after the last one.
    assertThat(nanosAfter("08", "09", "05", "00", "00", "04", "00", "80", "00", "00", "40"))
        .isLessThan(400_000_000);
  }

  private static Reply askForAnything(Link link) {
    PrimaryAddress meter = new PrimaryAddress(1);
    byte[] request = new ShortFrame(ControlField.reqUd1(true), meter).encode();
    return link.request(request, ReplyMatcher.anyOf(new TelegramMatcher(meter, null)));
  }

  @Test
  void telegramIsWaitedForAsLongWhereAnAcknowledgeMayComeInItsPlace() {
    line.anyRequest().answer(227 + 1196, TELEGRAM_OF_1);
    assertThat(askForAnything(link())).isInstanceOf(Reply.Answer.class);
  }

  private static Reply probe(Link link) {
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(1)).encode();
    return link.probe(request, ReplyMatcher.acknowledge());
  }

  /** Of a gateway that takes 3 s; a meter that acknowledges 1.4 s late does so after REQ_UD2. */
  @Test
  void acknowledgeInPlaceOfATelegramIsNotTheDelayOfTheLine() {
    profile = new LineProfile(null, Duration.ofSeconds(10));
    line.anyRequest().answer(3000, "E5").anyRequest().answer(5, "E5");
    Link link = link();
    select(link, false);
    Duration before = profile.allowance();
    ask(link, 1);
    assertThat(profile.allowance()).isEqualTo(before);
  }

  @Test
  void acknowledgeFarSoonerThanAnyOtherDoesNotMakeTheDelayShort() {
    profile = new LineProfile(null, Duration.ofSeconds(10));
    line.anyRequest().answer(3000, "E5").anyRequest().answer(5, "E5");
    Link link = link();
    select(link, false);
    Duration before = profile.allowance();
    select(link, false);
    assertThat(profile.allowance()).isEqualTo(before);
  }

  @Test
  void telegramFarSoonerThanAnyAnswerBeforeMakesTheDelayShort() {
    profile = new LineProfile(null, Duration.ofSeconds(10));
    line.anyRequest().answer(3000, "E5").anyRequest().answer(20, TELEGRAM_OF_1);
    Link link = link();
    select(link, false);
    ask(link, 1);
    assertThat(profile.allowance()).isLessThan(Duration.ofSeconds(1));
  }

  /** What damages the echo of a request damages the request: no meter has understood it. */
  @Test
  void probeWhoseEchoIsDamagedIsSentAgain() {
    String echo = "10 40 01 41 16";
    line.anyRequest().answer(0, echo).answer(20, "E5");
    line.anyRequest().answer(0, "10 40 00 01 16");
    line.anyRequest().answer(0, echo).answer(20, "E5");
    Link link = link();
    probe(link);
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    assertThat(line.requests()).isEqualTo(3);
  }

  /** A telnet gateway takes octets for commands, of which the selection with wildcards has many. */
  @Test
  void probesAreNotSentAgainWhereTheEchoIsDamagedEachTime() {
    line.anyRequest().answer(0, "10 40 01 41 16").answer(20, "E5");
    for (int i = 0; i < 5; i++) {
      line.anyRequest().answer(10, "10 40 00 01 16");
    }
    Link link = link();
    for (int i = 0; i < 3; i++) {
      probe(link);
    }
    // One request, then four of one probe, then one again.
    assertThat(line.requests()).isEqualTo(6);
  }

  /** On a line with a long delay it comes after the next request was sent. */
  @Test
  void echoOfABroadcastIsNotTheBeginOfAnAnswer() {
    profile = new LineProfile(null, Duration.ofSeconds(10));
    String wakeUp = "10 40 FF 3F 16";
    String reset = "10 40 FE 3E 16";
    line.request(wakeUp).request(reset).answer(400, wakeUp).answer(2600, reset).answer(2800, "E5");
    for (int i = 0; i < 3; i++) {
      line.request(reset).answer(2600, reset).answer(2800, "E5");
    }
    Link link = link();
    link.broadcast(HexFormat.of().parseHex(wakeUp.replace(" ", "")));
    link.calibrate(HexFormat.of().parseHex(reset.replace(" ", "")));
    assertThat(profile.allowance()).isGreaterThan(Duration.ofMillis(2700));
  }

  @Test
  void echoOfABroadcastIsNoLateAnswer() {
    profile = new LineProfile(null, Duration.ofMillis(20));
    line.anyRequest().answer(0, "10 7B 01 7C 16").anyRequest();
    String[] echo = "10 40 FF 3F 16".split(" ");
    for (int i = 0; i < echo.length; i++) {
      line.answer(2 + 5L * i, echo[i]);
    }
    Link link = link();
    assertThat(ask(link, 1)).isInstanceOf(Reply.Silence.class);
    Duration before = profile.allowance();
    link.broadcast(HexFormat.of().parseHex("1040FF3F16"));
    link.listen(Duration.ofMillis(100));
    assertThat(profile.doubts()).isZero();
    assertThat(profile.allowance()).isEqualTo(before);
  }

  /**
   * Two meters have sent 62 octets from 20 ms on, until 304 ms, of which all but the last ones had
   * a wrong parity. The window ends after 187.5 ms and the 20 ms of the line.
   */
  @Test
  void endOfSuperposedTelegramsIsNoLateAnswerWhereDamagedOctetsAreDropped() {
    profile = new LineProfile(null, Duration.ofMillis(20));
    line.setDamagedOctets(DamagedOctets.DROPPED);
    line.anyRequest().answer(300, "05 16");
    line.anyRequest();
    Link link = link();
    Duration before = profile.allowance();
    assertThat(ask(link, 254)).isInstanceOf(Reply.Silence.class);
    long doubts = profile.doubts();
    line.idle(Duration.ofMillis(200));
    ask(link, 1);
    assertThat(profile.allowance()).isEqualTo(before);
    assertThat(profile.doubts()).isGreaterThan(doubts);
  }

  /**
   * Three meters that answer a probe hold the line at 0 for longer than an octet after the first
   * ones, as in random line 6648. The next request comes after the longest telegram: the time of
   * 261 octets of 11 bit at 2400 bit/s is 1196 ms.
   */
  @Test
  void nothingIsSentIntoTelegramsThatWereCutOffInAProbe() {
    profile = new LineProfile(null, Duration.ofMillis(20));
    line.anyRequest().answer(20, "68 F7 F7 68 08 00 98 4A 00");
    line.anyRequest().answer(20, "E5");
    Link link = link();
    byte[] request = new ShortFrame(ControlField.reqUd2(true), new PrimaryAddress(1)).encode();
    Reply cut = link.probe(request, new TelegramMatcher(new PrimaryAddress(1), null));
    assertThat(cut).isInstanceOf(Reply.Garbled.class);
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    assertThat(line.clock().nanos()).isGreaterThan(1_196_000_000L);
  }
}
