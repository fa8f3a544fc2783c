package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTimeTest {
  private final LineTime time = new LineTime(10);

  @Test
  void idleLineRunsAtThePaceOfTheMachine() {
    assertThat(time.at(500)).isEqualTo(500);
  }

  @Test
  void busyLineRunsFasterUntilItIsIdleAgain() {
    time.busyUntil(500, 1500);
    assertThat(time.at(550)).isEqualTo(1000);
    assertThat(time.at(600)).isEqualTo(1500);
    assertThat(time.at(700)).isEqualTo(1600);
    assertThat(time.realWait(550, 1500)).isEqualTo(50);
    assertThat(time.realWait(600, 1500)).isZero();
  }

  @Test
  void timeAfterTheLineIsIdleAgainIsWaitedForAtThePaceOfTheMachine() {
    time.busyUntil(500, 1500);
    assertThat(time.realWait(550, 1700)).isEqualTo(50 + 200);
    assertThat(time.realWait(700, 1700)).isEqualTo(100);
  }

  @Test
  void lineThatStaysBusyKeepsItsLead() {
    time.busyUntil(0, 1000);
    time.busyUntil(50, 2000);
    assertThat(time.at(50)).isEqualTo(500);
    assertThat(time.at(200)).isEqualTo(2000);
  }
}
