package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times are in any unit; an answer comes within 100 of them. */
class OutstandingRequestsTest {
  private static final long LATEST = 100;

  private final OutstandingRequests requests = new OutstandingRequests();

  @Test
  void nothingIsExpectedWhereNothingWasAsked() {
    assertThat(requests.any(0, LATEST)).isFalse();
    assertThat(requests.mayComeLate(0, LATEST)).isFalse();
  }

  @Test
  void answerMayComeUntilItsLatestTime() {
    requests.add(10);
    assertThat(requests.any(110, LATEST)).isTrue();
    assertThat(requests.any(111, LATEST)).isFalse();
  }

  @Test
  void newestRequestIsTheOneThatALateAnswerIsMeasuredFrom() {
    requests.add(10);
    requests.add(40);
    assertThat(requests.newest()).isEqualTo(40);
  }

  /** It was waited for as long as an answer takes: what comes after that is late by any measure. */
  @Test
  void overdueAnswerMayComeWithinTwiceItsLatestTimeAndIsNotExpected() {
    requests.overdue(10);
    assertThat(requests.any(10, LATEST)).isFalse();
    assertThat(requests.mayComeLate(210, LATEST)).isTrue();
    assertThat(requests.mayComeLate(211, LATEST)).isFalse();
    assertThat(requests.newest()).isEqualTo(10);
  }

  @Test
  void thirdStrayOctetIsNoNoise() {
    assertThat(requests.strayAgain()).isFalse();
    assertThat(requests.strayAgain()).isFalse();
    assertThat(requests.strayAgain()).isTrue();
  }

  @Test
  void telegramEndsWhatWasOutstandingAndCountsStraysAnew() {
    requests.add(10);
    requests.overdue(10);
    requests.strayAgain();
    requests.strayAgain();
    requests.clear();
    assertThat(requests.mayComeLate(20, LATEST)).isFalse();
    assertThat(requests.strayAgain()).isFalse();
  }
}
