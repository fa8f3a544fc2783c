package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A meter on the line: link layer, selection, telegrams (EN 13757-2, 5.5; EN 13757-3, 11). */
final class SimulatedMeter {
  private static final byte[] ACK = SingleCharacter.ACK.encode();
  private static final byte[] SILENCE = {};

  private final MeterDefinition definition;
  private final FaultState faults;
  private final MeterApplication application;
  private final MeterBaudRate baudRate;
  private final AnswerLine answerLine;
  private final MeterLink primaryLink = new MeterLink();
  private final MeterLink selectedLink = new MeterLink();
  private boolean selected;
  private boolean alarmPending;
  private int carriedOut;
  private long lastHeard = Long.MIN_VALUE;
  private long awakeUntil = Long.MIN_VALUE;

  SimulatedMeter(MeterDefinition definition, int lineBaudRate, Random random) {
    this.definition = definition;
    faults = new FaultState(definition.faults(), random);
    answerLine = new AnswerLine(definition.responseDelay(), faults, random);
    int ownRate = definition.baudRate();
    baudRate = new MeterBaudRate(ownRate == 0 ? lineBaudRate : ownRate);
    alarmPending = definition.alarm() != null;
    application = new MeterApplication(definition, faults, random.nextInt(256));
  }

  /**
   * Takes a request.
   *
   * @param end when its last bit was over.
   * @param rate of the line.
   * @param now local time at that moment.
   * @return the answer, empty if the meter stays silent.
   */
  Optional<Signal> receive(Request request, long end, BaudRate rate, LocalDateTime now) {
    if (answerLine.isDeaf(end)
        || !baudRate.hears(rate.bitsPerSecond(), end)
        || sleptThrough(end)
        || wantsWakeUp(end)) {
      return Optional.empty();
    }
    boolean weak = faults.has(Fault.UnheardAtOtherRates.class) && !baudRate.isFirst();
    byte[] answer = react(request, end, now);
    boolean silent =
        answer.length == 0 || weak || request.address().equals(PrimaryAddress.BROADCAST);
    return silent ? Optional.empty() : Optional.of(send(answer, end, rate));
  }

  private Signal send(byte[] answer, long end, BaudRate rate) {
    Signal signal = answerLine.send(answer, end, rate);
    stayAwake(signal.end(rate));
    return signal;
  }

  /** Whether octets 55h have to wake it. */
  boolean isUnderHead() {
    return faults.has(Fault.OpticalWakeUp.class);
  }

  /** Octets 55h wake it if they are long enough. */
  void wakeUp(WakeUpRun run) {
    faults
        .get(Fault.OpticalWakeUp.class)
        .filter(fault -> run.length() >= fault.length().toNanos())
        .ifPresent(fault -> stayAwake(run.end()));
  }

  private void stayAwake(long from) {
    faults
        .get(Fault.OpticalWakeUp.class)
        .ifPresent(fault -> awakeUntil = from + fault.awakeFor().toNanos());
  }

  private boolean wantsWakeUp(long now) {
    return isUnderHead() && now > awakeUntil;
  }

  /** How many commands (SND_UD) it has carried out; a repeat is none. */
  int carriedOut() {
    return carriedOut;
  }

  /** Drops a pending answer; all other state stays. */
  void abort() {
    answerLine.abort();
  }

  private boolean sleptThrough(long now) {
    long before = lastHeard;
    lastHeard = now;
    return faults
        .get(Fault.Sleepy.class)
        .filter(sleepy -> before == Long.MIN_VALUE || now - before > sleepy.after().toNanos())
        .isPresent();
  }

  private byte[] react(Request request, long end, LocalDateTime now) {
    if (request.isSelection()) {
      return select(request);
    }
    if (!isAddressed(request.address())) {
      return SILENCE;
    }
    MeterLink link = link(request);
    return switch (request.control().function()) {
      case SND_NKE -> reset(request.address(), link);
      case SND_UD -> command(request, link, end, now);
      case REQ_UD1 -> alarm(request.control(), link);
      case REQ_UD2 -> reading(request.control(), link, now);
      default -> SILENCE;
    };
  }

  private boolean isAddressed(PrimaryAddress address) {
    return address.equals(PrimaryAddress.NETWORK_LAYER)
        ? selected
        : address.equals(PrimaryAddress.TEST)
            || address.equals(PrimaryAddress.BROADCAST)
            || address.equals(application.primaryAddress());
  }

  private MeterLink link(Request request) {
    return request.address().equals(PrimaryAddress.NETWORK_LAYER) ? selectedLink : primaryLink;
  }

  private byte[] select(Request request) {
    boolean matches = application.identification().matches(request.data());
    selected = matches || pretends(request.data());
    if (selected) {
      selectedLink.reset();
    }
    return selected ? ACK : SILENCE;
  }

  private boolean pretends(byte[] selection) {
    boolean any =
        faults
            .get(Fault.AckAnySelect.class)
            .filter(fault -> Identification.idFitsMask(selection, fault.mask()))
            .isPresent();
    return any
        || faults
            .get(Fault.AckIfAnyDigitFits.class)
            .filter(
                fault -> application.identification().matchesAnyDigit(selection, fault.wildcards()))
            .isPresent();
  }

  private byte[] reset(PrimaryAddress address, MeterLink link) {
    link.reset();
    if (address.equals(PrimaryAddress.BROADCAST)) {
      selectedLink.reset();
    }
    if (address.equals(PrimaryAddress.BROADCAST) || link == selectedLink) {
      selected = false;
    }
    return faults.has(Fault.NoNkeAck.class) ? SILENCE : ACK;
  }

  private byte[] command(Request request, MeterLink link, long end, LocalDateTime now) {
    boolean strict = faults.has(Fault.StrictFcb.class);
    byte[] answer = ACK;
    if (link.commands().accept(request.control(), strict) != FrameCount.Step.REPETITION) {
      answer = application.command(request, now);
      boolean done = application.carriesOut();
      carriedOut += done ? 1 : 0;
      if (done && request.ci() == Request.CI_APPLICATION_RESET) {
        primaryLink.restartReadout();
        selectedLink.restartReadout();
      } else if (done && request.baudRate() != 0) {
        baudRate.change(request.baudRate(), end);
      }
    }
    faults.draw(Fault.PowerLoss.class).ifPresent(loss -> losePower(end, loss.deadFor()));
    return faults.draw(Fault.LoseAck.class).isPresent() ? SILENCE : answer;
  }

  /** The pending answer is still sent; selection and FCBs are lost. */
  private void losePower(long end, Duration deadFor) {
    primaryLink.reset();
    selectedLink.reset();
    selected = false;
    answerLine.dieAfter(end, deadFor);
  }

  private byte[] alarm(ControlField control, MeterLink link) {
    if (faults.has(Fault.NoAlarms.class)) {
      return SILENCE;
    }
    Integer status = definition.alarm();
    FrameCount.Step kind = link.alarms().accept(control, false);
    if (kind == FrameCount.Step.NEXT) {
      alarmPending = false;
    }
    if (status == null || !alarmPending) {
      return ACK;
    }
    return application.answer(0x71, status).encode();
  }

  private byte[] reading(ControlField control, MeterLink link, LocalDateTime now) {
    if (faults.has(Fault.Mute.class)) {
      return SILENCE;
    }
    FrameCount.Step kind = link.readings().accept(control, faults.has(Fault.StrictFcb.class));
    if (kind == FrameCount.Step.REPETITION
        || faults.has(Fault.IgnoresFcb.class) && link.lastAnswer().length > 0) {
      return link.lastAnswer();
    }
    Optional<LongFrame> refusal = application.applicationError();
    if (refusal.isPresent()) {
      return refusal.get().encode();
    }
    List<LongFrame> telegrams = application.telegrams(now);
    if (telegrams.isEmpty()) {
      return SILENCE;
    }
    int next = kind == FrameCount.Step.NEXT ? (link.telegram() + 1) % telegrams.size() : 0;
    byte[] answer = application.own(telegrams.get(next)).encode();
    link.answered(next, answer);
    return answer;
  }
}
