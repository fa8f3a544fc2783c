package io.github.camelmbus.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.frame.SingleCharacter;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Times at 2400 bit/s: 11 bit = 4.58 ms, 33 bit = 13.75 ms, 330 bit + 50 ms = 187.5 ms. */
class LinkTest {
  /** RSP_UD of 1 and of 2, CI 78: volume 5 m3; 08+01+78+01+16+05 = 9D. */
  private static final String TELEGRAM_OF_1 = "68 06 06 68 08 01 78 01 16 05 9D 16";

  private static final String TELEGRAM_OF_2 = "68 06 06 68 08 02 78 01 16 05 9E 16";

  private final ScriptedLine line = new ScriptedLine(Duration.ofMillis(40));
  private Latency latency = new Latency(null, Duration.ofMillis(40));

  private Link link() {
    return new Link("sim:test", line, latency, BusSettings.DEFAULT, (d, o, n) -> {});
  }

  private static Reply ask(Link link, int address) {
    PrimaryAddress meter = new PrimaryAddress(address);
    byte[] request = new ShortFrame(ControlField.reqUd2(true), meter).encode();
    return link.request(request, new ExpectedTelegram(meter, null));
  }

  private static Reply select(Link link, boolean settle) {
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(1)).encode();
    return link.request(request, Expected.acknowledge(settle));
  }

  private static Duration latency(Link link) {
    return Duration.ofNanos(link.window()).minus(Duration.ofNanos(187_500_000));
  }

  @Test
  void answerAtTheVeryEndOfTheWindowCounts() {
    line.request().answer(227, TELEGRAM_OF_1);
    assertThat(ask(link(), 1)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void silenceLastsAsLongAsTheWindow() {
    line.request();
    assertThat(ask(link(), 1)).isEqualTo(new Reply.Silence(Duration.ofNanos(227_500_000)));
  }

  @Test
  void responseTimeoutReplacesTheWholeWindow() {
    BusSettings usual = BusSettings.DEFAULT;
    BusSettings patient =
        new BusSettings(
            usual.line(), null, Duration.ofMillis(1100), 2, usual.idleTimeout(), usual.echo());
    line.request().answer(1090, TELEGRAM_OF_1);
    Link link = new Link("sim:test", line, latency, patient, (d, o, n) -> {});
    assertThat(ask(link, 1)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void latencyBecomesWhatTheFastestAnswerProves() {
    line.request().answer(50, TELEGRAM_OF_1).request().answer(14, TELEGRAM_OF_1);
    line.request().answer(30, TELEGRAM_OF_1);
    Link link = link();
    ask(link, 1);
    // 50 - 4.583 + 10 ms is more than the 40 ms it starts from.
    assertThat(latency(link)).isEqualTo(Duration.ofMillis(40));
    ask(link, 1);
    // 14 - 4.583 + 10 ms
    assertThat(latency(link).toNanos() / 1000).isEqualTo(19_416);
    ask(link, 1);
    assertThat(latency(link).toNanos() / 1000).isEqualTo(19_416);
  }

  @Test
  void answerThatComesWhileTheNextMeterIsAskedIsNotBookedToIt() {
    line.request().answer(300, TELEGRAM_OF_1).request().answer(60, TELEGRAM_OF_2);
    Link link = link();
    assertThat(ask(link, 1)).isInstanceOf(Reply.Silence.class);
    assertThat(ask(link, 2))
        .isInstanceOfSatisfying(
            Reply.Answer.class,
            answer ->
                assertThat(answer.octets())
                    .isEqualTo(HexFormat.of().parseHex(TELEGRAM_OF_2.replace(" ", ""))));
  }

  @Test
  void octetsBehindTheWindowAreDiscardedAndDoubleTheLatency() {
    line.request().answer(300, TELEGRAM_OF_1).request().answer(20, TELEGRAM_OF_2);
    Link link = link();
    assertThat(ask(link, 1)).isInstanceOf(Reply.Silence.class);
    line.idle(Duration.ofMillis(100));
    assertThat(ask(link, 2)).isInstanceOf(Reply.Answer.class);
    // 80 ms, which the answer after 20 ms then brings down to 20 - 4.583 + 10 ms.
    assertThat(latency(link).toNanos() / 1000).isEqualTo(25_416);
    line.request().answer(300, "E5").request();
    ask(link, 2);
    line.idle(Duration.ofMillis(100));
    ask(link, 1);
    assertThat(latency(link).toNanos() / 1000).isEqualTo(50_833);
  }

  @Test
  void givenLatencyIsNeverChanged() {
    latency = new Latency(Duration.ofMillis(300), Duration.ofMillis(40));
    line.request().answer(14, TELEGRAM_OF_1);
    Link link = link();
    ask(link, 1);
    assertThat(latency(link)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void telegramOfAnotherMeterIsAMismatchUnlessTheRightOneFollows() {
    line.request().answer(20, TELEGRAM_OF_2);
    line.request().answer(20, TELEGRAM_OF_2).answer(60, TELEGRAM_OF_1);
    Link link = link();
    assertThat(ask(link, 1))
        .isInstanceOfSatisfying(
            Reply.Mismatch.class,
            mismatch -> assertThat(mismatch.sender()).isEqualTo("the meter at primary address 2"));
    assertThat(ask(link, 1)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void telegramInSingleOctetsAndOneChunkIsOne() {
    line.request().answer(20, "68").answer(25, "06").answer(30, "06").answer(34, "68");
    line.answer(76, "08 01 78 01 16 05 9D 16");
    assertThat(ask(link(), 1)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void telegramThatStopsIsGarbledAndNotSuperposed() {
    line.request().answer(20, "68 06 06 68 08 01");
    assertThat(ask(link(), 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.superposed()).isFalse());
  }

  @Test
  void octetsOfNoTelegramLookLikeSeveralMeters() {
    line.request().answer(20, "00").request().answer(20, "60 06 04 68 08 01");
    Link link = link();
    assertThat(ask(link, 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.superposed()).isTrue());
    assertThat(ask(link, 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.superposed()).isTrue());
  }

  @Test
  void whatNoiseMakesOfAnIdleLineDoesNotLookLikeSeveralMeters() {
    line.request().answer(20, "FE FC");
    assertThat(ask(link(), 1))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.superposed()).isFalse());
  }

  @Test
  void secondAcknowledgeIsHeardByWhoListensForIt() {
    line.request().answer(20, "E5").answer(26, "E5");
    assertThat(select(link(), true))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.superposed()).isTrue());
  }

  @Test
  void singleAcknowledgeIsTakenAtOnceByWhoDoesNot() {
    line.request().answer(20, "E5");
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
    line.request();
    for (int i = 0; i < 2000; i++) {
      line.answer(10L * i, "00");
    }
    assertThat(ask(link(), 1)).isInstanceOf(Reply.Garbled.class);
  }

  @Test
  void probeIsSentAgainWhereAnEarlierAnswerStillGoesOn() {
    // At -10 ms the request is still being sent: nobody can have answered it.
    line.request().answer(-10, "00").request().answer(20, "E5");
    assertThat(probe(link())).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void whatComesEarlyEachTimeIsTheAnswerOfAFasterLine() {
    for (int i = 0; i < 5; i++) {
      line.request().answer(-10, "E5");
    }
    Link link = link();
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    // Four requests for the first answer, and from then on one for each.
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    assertThat(line.requests()).isEqualTo(5);
  }

  /** Three meters, the slowest after 40 ms: 85 ms with the 50 ms for busy ones. */
  private Link linkToFastMeters() {
    line.request().answer(14, "E5").answer(25, "00").answer(35, "E5");
    Link link = link();
    link.measureLatency(new ShortFrame(ControlField.sndNke(), PrimaryAddress.TEST).encode());
    return link;
  }

  private long nanosOf(Runnable action) {
    long start = line.clock().nanos();
    action.run();
    return line.clock().nanos() - start;
  }

  @Test
  void windowOfASilentProbeEndsWhileTheNextRequestIsSent() {
    Link link = linkToFastMeters();
    probe(link);
    long usual = link.probeWindow();
    // Five octets each: one is sent, one is left out of the window.
    assertThat(nanosOf(() -> assertThat(probe(link)).isInstanceOf(Reply.Silence.class)))
        .isBetween(usual - 1000, usual + 1000);
  }

  @Test
  void whatIsNoProbeWaitsForTheWholeWindow() {
    Link link = linkToFastMeters();
    line.request().request().answer(20, TELEGRAM_OF_1);
    probe(link);
    // 22.9 ms are left of the window, 22.9 ms take the five octets, 20 ms the answer.
    assertThat(nanosOf(() -> ask(link, 1)) / 100_000).isEqualTo(658);
  }

  @Test
  void answerInTheRestOfTheWindowIsLateAndTheNextRequestIsSentAgain() {
    Link link = linkToFastMeters();
    line.request().answer(175, "E5").request().request().answer(20, "E5");
    assertThat(probe(link)).isInstanceOf(Reply.Silence.class);
    assertThat(link.takeAnsweredLate()).isFalse();
    assertThat(probe(link)).isInstanceOf(Reply.Answer.class);
    assertThat(line.requests()).isEqualTo(4);
    assertThat(link.takeAnsweredLate()).isTrue();
    assertThat(link.takeAnsweredLate()).isFalse();
  }

  @Test
  void slowMeterKeepsTheWindowOpen() {
    line.request().answer(14, "E5").answer(150, "E5");
    Link link = link();
    link.measureLatency(new ShortFrame(ControlField.sndNke(), PrimaryAddress.TEST).encode());
    long requestAndWindow = 5 * 11 * 1_000_000_000L / 2400 + link.probeWindow();
    probe(link);
    assertThat(nanosOf(() -> probe(link)))
        .isBetween(requestAndWindow, requestAndWindow + 14_000_000);
  }

  @Test
  void acknowledgeInFrontOfATelegramIsThatOfAnotherMeter() {
    line.request().answer(20, "E5").answer(60, TELEGRAM_OF_1);
    PrimaryAddress meter = new PrimaryAddress(1);
    byte[] request = new ShortFrame(ControlField.reqUd2(true), meter).encode();
    assertThat(link().probe(request, new ExpectedTelegram(meter, null)))
        .isInstanceOfSatisfying(
            Reply.Garbled.class, garbled -> assertThat(garbled.superposed()).isTrue());
  }

  private static Reply probe(Link link) {
    byte[] request = new ShortFrame(ControlField.sndNke(), new PrimaryAddress(1)).encode();
    return link.probe(request, Expected.acknowledge(false));
  }
}
