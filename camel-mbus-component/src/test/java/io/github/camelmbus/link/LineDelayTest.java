package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.link.LineDelay.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Milliseconds throughout. */
class LineDelayTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final LineDelay delay = new LineDelay(null, LONGEST);

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private void acknowledged(Object request, long excess) {
    delay.answered(request, excess * 1_000_000, Answer.ACKNOWLEDGE, excess * 1_000_000, true);
  }

  @Test
  void lineOfWhichNothingIsKnownHasTheLongestDelay() {
    assertThat(millis(delay.allowance())).isEqualTo(10_000);
    assertThat(delay.known()).isFalse();
  }

  @Test
  void lineThatWasSilentForTwoLongestWaitsIsWaitedForOneSecond() {
    delay.silent();
    assertThat(millis(delay.allowance())).isEqualTo(10_000);
    delay.silent();
    assertThat(millis(delay.allowance())).isEqualTo(1000);
    assertThat(delay.known()).isFalse();
  }

  @Test
  void oneAnswerBoundsTheDelayAndHalfASecondIsLeftForItsVariation() {
    acknowledged("a", 20);
    assertThat(delay.known()).isTrue();
    assertThat(millis(delay.allowance())).isEqualTo(20 + 10 + 500);
    assertThat(delay.steady()).isFalse();
  }

  @Test
  void threeEqualAnswersToOneRequestShowASteadyLine() {
    for (int i = 0; i < 3; i++) {
      acknowledged("all", 20);
    }
    assertThat(delay.steady()).isTrue();
    assertThat(millis(delay.allowance())).isEqualTo(30);
    assertThat(millis(delay.whenProbing())).isEqualTo(20);
  }

  /** A search of a large house: each mask is asked once. */
  @Test
  void steadyLineStaysSoThroughManyAnswersToDifferentRequests() {
    for (int i = 0; i < 3; i++) {
      acknowledged("all", 20);
    }
    for (int i = 0; i < 100; i++) {
      acknowledged("mask " + i, 25);
    }
    assertThat(delay.steady()).isTrue();
    assertThat(millis(delay.whenProbing())).isEqualTo(25);
  }

  /** The same of a line that is not steady: what it varied by is not forgotten either. */
  @Test
  void lineThatVariesStaysSoThroughManyAnswersToDifferentRequests() {
    acknowledged("all", 20);
    acknowledged("all", 20);
    acknowledged("all", 80);
    long allowance = delay.allowance();
    for (int i = 0; i < 100; i++) {
      acknowledged("mask " + i, 20);
    }
    assertThat(delay.steady()).isFalse();
    assertThat(delay.allowance()).isEqualTo(allowance);
  }

  /** Meters differ in the time they think; that is no variation of the line. */
  @Test
  void answersToDifferentRequestsShowNoVariation() {
    for (int i = 0; i < 3; i++) {
      acknowledged("fast meter", 20);
      acknowledged("slow meter", 150);
    }
    assertThat(millis(delay.whenProbing())).isEqualTo(20);
    assertThat(millis(delay.slowest(Answer.ACKNOWLEDGE))).isEqualTo(150);
  }

  @Test
  void answersThatVaryKeepTheWindowWide() {
    acknowledged("all", 200);
    acknowledged("all", 450);
    acknowledged("all", 300);
    // A difference of 250 among three answers: five times as much is allowed.
    assertThat(millis(delay.whenProbing())).isEqualTo(200 + 5 * 250);
    assertThat(delay.steady()).isFalse();
  }

  @Test
  void onePauseOfTheMachineDoesNotWidenTheWindows() {
    for (int i = 0; i < 8; i++) {
      acknowledged("all", 20);
    }
    acknowledged("all", 95);
    assertThat(delay.steady()).isTrue();
    assertThat(millis(delay.whenProbing())).isEqualTo(20);
    acknowledged("all", 95);
    assertThat(delay.steady()).isFalse();
  }

  @Test
  void lateAnswerWidensTheWindowAtOnceAndIsForgottenAfterManyGoodOnes() {
    for (int i = 0; i < 3; i++) {
      acknowledged("all", 20);
    }
    delay.late(Duration.ofMillis(400).toNanos(), true);
    assertThat(millis(delay.allowance())).isGreaterThan(400);
    for (int i = 0; i < 48; i++) {
      acknowledged("all", 20);
    }
    assertThat(millis(delay.allowance())).isEqualTo(30);
  }

  /** A meter with an A field of its own may look like one that answers late. */
  @Test
  void whatSeemedLateAndWasNotIsForgotten() {
    for (int i = 0; i < 3; i++) {
      acknowledged("all", 20);
    }
    delay.late(Duration.ofMillis(400).toNanos(), false);
    assertThat(millis(delay.allowance())).isGreaterThan(400);
    delay.notLate();
    assertThat(millis(delay.allowance())).isEqualTo(30);
  }

  @Test
  void whatWasLateForCertainStaysSo() {
    for (int i = 0; i < 3; i++) {
      acknowledged("all", 20);
    }
    delay.late(Duration.ofMillis(400).toNanos(), true);
    delay.notLate();
    assertThat(millis(delay.allowance())).isGreaterThan(400);
  }

  @Test
  void withoutAnyOtherAnswerTheDelayIsUnknownAgain() {
    delay.late(Duration.ofMillis(400).toNanos(), false);
    delay.notLate();
    assertThat(delay.known()).isFalse();
    assertThat(millis(delay.allowance())).isEqualTo(10_000);
  }

  /** A poll of 30 meters has more requests than the samples that are kept, so none is repeated. */
  @Test
  void lateAnswersAreForgottenAlsoWhereNoRequestIsRepeatedWithinTheSamples() {
    for (int i = 0; i < 3; i++) {
      acknowledged("all", 20);
    }
    delay.late(Duration.ofMillis(400).toNanos(), true);
    delay.late(Duration.ofMillis(400).toNanos(), true);
    assertThat(millis(delay.allowance())).isGreaterThan(400);
    for (int poll = 0; poll < 2; poll++) {
      for (int meter = 0; meter < 30; meter++) {
        acknowledged("reset " + meter, 20);
        acknowledged("read " + meter, 20);
      }
    }
    assertThat(delay.steady()).isTrue();
    assertThat(millis(delay.allowance())).isEqualTo(30);
  }

  /** It may be the answer to an earlier request, and so seem earlier than it is. */
  @Test
  void answerThatMayBelongToAnEarlierRequestDoesNotShortenTheDelay() {
    delay.answered("a", 5_000_000, Answer.ACKNOWLEDGE, 9_000_000, false);
    assertThat(delay.known()).isFalse();
    acknowledged("a", 300);
    delay.answered("a", 5_000_000, Answer.ACKNOWLEDGE, 9_000_000, false);
    assertThat(millis(delay.whenProbing())).isGreaterThanOrEqualTo(300);
  }

  @Test
  void givenDelayStaysAsItIs() {
    LineDelay given = new LineDelay(Duration.ofMillis(300), LONGEST);
    given.answered("a", 5_000_000, Answer.ACKNOWLEDGE, 9_000_000, true);
    given.late(Duration.ofSeconds(2).toNanos(), true);
    assertThat(millis(given.allowance())).isEqualTo(300);
    assertThat(given.known()).isTrue();
  }

  @Test
  void shortDelayIsKnownWhereTheKindOfTheLineSaysSo() {
    LineDelay simulated = new LineDelay(null, Duration.ofMillis(10));
    assertThat(simulated.known()).isTrue();
    assertThat(millis(simulated.allowance())).isEqualTo(10);
  }

  private void answered(Answer answer, long excess, boolean certain) {
    delay.answered("a", excess * 1_000_000, answer, excess * 1_000_000, certain);
  }

  @Test
  void moreIsLearnedByWaitingUntilAnAnswerOrTwoLongSilences() {
    assertThat(delay.isLongest()).isTrue();
    delay.silent();
    assertThat(delay.isLongest()).isTrue();
    delay.silent();
    assertThat(delay.isLongest()).isFalse();
    acknowledged("a", 20);
    assertThat(delay.isLongest()).isFalse();
    delay.silent();
    assertThat(delay.isLongest()).isFalse();
    assertThat(new LineDelay(Duration.ofMillis(300), LONGEST).isLongest()).isFalse();
  }

  @Test
  void nothingIsKnownOfTheShortestDelayBeforeAnAnswer() {
    assertThat(delay.measured()).isFalse();
    assertThat(delay.shortest()).isZero();
    acknowledged("a", 30);
    acknowledged("a", 20);
    assertThat(delay.measured()).isTrue();
    assertThat(millis(delay.shortest())).isEqualTo(20);
  }

  @Test
  void answerMayComeTwoSecondsLateOnASteadyLineAndAtAnyTimeOnAnother() {
    acknowledged("all", 20);
    acknowledged("all", 20);
    assertThat(millis(delay.latest())).isEqualTo(10_000);
    acknowledged("all", 20);
    assertThat(millis(delay.latest())).isEqualTo(20 + 10 + 2000);
  }

  @Test
  void lessIsAllowedForVariationTheMoreAnswersWereCompared() {
    for (int i = 0; i < 5; i++) {
      acknowledged("all", i == 0 ? 320 : 200);
    }
    assertThat(millis(delay.variation())).as("4 repeats").isEqualTo(5 * 120);
    acknowledged("all", 200);
    assertThat(millis(delay.variation())).as("5 repeats").isEqualTo(3 * 120);
    for (int i = 0; i < 11; i++) {
      acknowledged("all", 200);
    }
    assertThat(millis(delay.variation())).as("16 repeats").isEqualTo(2 * 120);
  }

  @Test
  void whatSteadyLineVariesByIsAllowed() {
    acknowledged("all", 20);
    acknowledged("all", 45);
    acknowledged("all", 20);
    assertThat(delay.steady()).isTrue();
    assertThat(millis(delay.variation())).isEqualTo(25);
  }

  @Test
  void slowestTelegramIsNotTheSlowestAcknowledge() {
    answered(Answer.ACKNOWLEDGE, 150, true);
    answered(Answer.TELEGRAM, 60, true);
    assertThat(millis(delay.slowest(Answer.TELEGRAM))).isEqualTo(60);
    assertThat(millis(delay.slowest(Answer.ACKNOWLEDGE))).isEqualTo(150);
  }

  @Test
  void slowestOfAllMetersIsRememberedUntilAllAreAskedAgain() {
    delay.allAnswered(Duration.ofMillis(160).toNanos(), true);
    delay.allAnswered(Duration.ofMillis(120).toNanos(), false);
    for (int i = 0; i < 100; i++) {
      acknowledged("mask " + i, 20);
    }
    assertThat(millis(delay.slowest(Answer.ACKNOWLEDGE))).isEqualTo(160);
    assertThat(delay.slowest(Answer.TELEGRAM)).isZero();
    delay.allAnswered(Duration.ofMillis(120).toNanos(), true);
    assertThat(millis(delay.slowest(Answer.ACKNOWLEDGE))).isEqualTo(120);
  }

  @Test
  void slowAnswerCountsEvenIfItMayBelongToAnEarlierRequest() {
    answered(Answer.ACKNOWLEDGE, 20, true);
    answered(Answer.ACKNOWLEDGE, 300, false);
    assertThat(millis(delay.slowest(Answer.ACKNOWLEDGE))).isEqualTo(300);
  }
}
