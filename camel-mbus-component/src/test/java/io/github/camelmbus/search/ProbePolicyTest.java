package io.github.camelmbus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.search.Finding.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked once more, how, and what that shows. */
class ProbePolicyTest {
  private static final Outcome SILENCE = new Outcome.Silence();
  private static final Outcome SEVERAL = new Outcome.Several();
  private static final Outcome MUTE = new Outcome.Mute();
  private static final Outcome MISMATCH = new Outcome.Mismatch("meter 7777777724232804");

  private static final Outcome NOISE =
      new Outcome.Noise(new Damage(Damage.Kind.UNKNOWN, "no telegram starts with these octets"));

  private static final Mask MASK = Mask.parse("FFFFFFF3");
  private static final Mask OTHER = Mask.parse("FFFFFFF4");

  /** A bus that answers by a script; its questions are kept. */
  private static final class ScriptedProbe implements Probe {
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final Deque<String> selected = new ArrayDeque<>();

    @Override
    public void wakeUp() {}

    @Override
    public Outcome select(Mask mask, Effort effort) {
      asked.add(
          (mask.equals(ProbePolicy.CONTROL) ? "CONTROL" : mask.address().id()) + " " + effort);
      return outcomes.remove();
    }

    @Override
    public Outcome address(int primaryAddress, Effort effort) {
      throw new AssertionError("only a primary scan asks for primary addresses");
    }

    @Override
    public boolean showsCollisions() {
      return true;
    }

    @Override
    public Optional<String> stillSelected() {
      return Optional.ofNullable(selected.poll());
    }

    @Override
    public void listenLong() {
      asked.add("listen");
    }
  }

  private final ScriptedProbe bus = new ScriptedProbe();
  private final SearchContext context =
      new SearchContext(SearchListener.NONE, () -> false, found -> 1000);
  private final ProbePolicy policy = new ProbePolicy(bus, context, () -> {});

  private void answers(Outcome... outcomes) {
    bus.outcomes.addAll(List.of(outcomes));
  }

  private List<Kind> findings() {
    return context.findings().stream().map(Finding::kind).toList();
  }

  private void phantomIsFound() {
    answers(MUTE, MUTE, MUTE);
    policy.control();
    assertThat(policy.isPhantomThere()).isTrue();
    bus.asked.clear();
  }

  @Test
  void acknowledgeWithoutDataIsAskedAgainWithPatience() {
    answers(MUTE, SILENCE, SILENCE);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SILENCE);
    assertThat(bus.asked).containsExactly("FFFFFFF3 QUICK", "CONTROL QUICK", "FFFFFFF3 THOROUGH");
  }

  /** Its telegram takes so long that it comes after the next selection. */
  @Test
  void telegramThatComesAfterTheNextSelectionIsNoAnswerOfAnotherMeter() {
    answers(MUTE, SILENCE, MISMATCH, SEVERAL);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SEVERAL);
    assertThat(bus.asked)
        .containsExactly(
            "FFFFFFF3 QUICK", "CONTROL QUICK", "FFFFFFF3 THOROUGH", "listen", "FFFFFFF3 THOROUGH");
  }

  @Test
  void acknowledgeOfADeviceThatAcknowledgesEverySelectionIsNotAskedAgain() {
    phantomIsFound();
    answers(MUTE);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(MUTE);
    assertThat(bus.asked).containsExactly("FFFFFFF3 BY_TELEGRAM");
  }

  /** Its acknowledge and that of a meter look like several meters: what follows them decides. */
  @Test
  void onlyTelegramsCountWhereADeviceAcknowledgesEverySelection() {
    phantomIsFound();
    answers(SILENCE);
    policy.ask(MASK, Effort.QUICK);
    assertThat(bus.asked).containsExactly("FFFFFFF3 BY_TELEGRAM");
  }

  @Test
  void onlyTelegramsCountAfterAnAcknowledgeWithoutData() {
    answers(MUTE, SILENCE, MUTE, SILENCE);
    policy.ask(MASK, Effort.QUICK);
    bus.asked.clear();
    policy.ask(OTHER, Effort.QUICK);
    assertThat(bus.asked).containsExactly("FFFFFFF4 BY_TELEGRAM");
  }

  @Test
  void whatIsAskedWithPatienceStaysSoWhereOnlyTelegramsCount() {
    phantomIsFound();
    answers(MUTE);
    policy.ask(MASK, Effort.THOROUGH);
    assertThat(bus.asked).containsExactly("FFFFFFF3 THOROUGH");
  }

  @Test
  void deviceThatAcknowledgesEverySelectionDoesSoThreeTimesAndIsReportedOnce() {
    answers(SEVERAL, MUTE, MUTE);
    policy.control();
    policy.control();
    assertThat(bus.asked)
        .containsExactly(
            "CONTROL QUICK", "listen", "CONTROL BY_TELEGRAM", "listen", "CONTROL BY_TELEGRAM");
    assertThat(findings()).containsExactly(Kind.PHANTOM);
  }

  @Test
  void lateAcknowledgeOfAnotherSelectionIsNoDeviceThatAcknowledgesAll() {
    answers(MUTE, SILENCE);
    policy.control();
    assertThat(policy.isPhantomThere()).isFalse();
    assertThat(findings()).containsExactly(Kind.NOISE);
  }

  @Test
  void answerOfAnotherMeterMayBeLateAndIsAskedAgainAfterItHasPassed() {
    answers(MISMATCH, SILENCE);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SILENCE);
    assertThat(bus.asked).containsExactly("FFFFFFF3 QUICK", "listen", "FFFFFFF3 THOROUGH");
  }

  @Test
  void collisionIsBelievedAtOnceOnAQuietLine() {
    answers(SEVERAL);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SEVERAL);
  }

  @Test
  void collisionIsConfirmedOnceStrayOctetsWereSeen() {
    policy.suspectNoise(OTHER);
    answers(SEVERAL, SILENCE);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SILENCE);
  }

  @Test
  void patientQuestionIsNotRepeatedAfterAnAcknowledgeWithoutData() {
    answers(MUTE);
    assertThat(policy.ask(MASK, Effort.THOROUGH)).isEqualTo(MUTE);
  }

  @Test
  void strayOctetIsAskedForAgainAndFromThenOnCollisionsAreConfirmed() {
    answers(NOISE, SILENCE);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SILENCE);
    assertThat(findings()).containsExactly(Kind.NOISE);
    answers(SEVERAL, SILENCE);
    assertThat(policy.ask(OTHER, Effort.QUICK)).isEqualTo(SILENCE);
  }

  @Test
  void octetsThatComeAgainAreNoStrayOnes() {
    answers(NOISE, NOISE);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(NOISE);
    assertThat(policy.isNoisy()).isFalse();
  }

  @Test
  void collisionIsConfirmedFourTimesAtMost() {
    for (int i = 0; i < 9; i++) {
      policy.suspectNoise(OTHER);
    }
    answers(SEVERAL, SEVERAL, SEVERAL, SEVERAL, SEVERAL);
    assertThat(policy.ask(MASK, Effort.QUICK)).isEqualTo(SEVERAL);
    assertThat(bus.outcomes).isEmpty();
  }

  @Test
  void meterThatStaysSelectedEndsTheSearch() {
    bus.selected.addAll(List.of("meter 1234567824232804", "meter 1234567824232804"));
    assertThatThrownBy(policy::requireDeselection).isInstanceOf(SearchContext.Stopped.class);
    assertThat(findings()).containsExactly(Kind.MISMATCH);
  }

  @Test
  void answerToOneDeselectionOnlyIsALateOne() {
    bus.selected.add("meter 1234567824232804");
    policy.requireDeselection();
    assertThat(findings()).isEmpty();
  }
}
