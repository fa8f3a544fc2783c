package io.github.camelmbus.simulator;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest;
import io.github.camelmbus.kmp.RegisterValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A meter under an optical head that speaks the Kamstrup Meter Protocol. The protocol has no error
 * answer: the meter leaves out what it does not have, or stays silent.
 *
 * <p>Confined to the thread of its bus.
 */
final class KmpMeter {
  /**
   * How long it stays awake after the first octet of an answer, and receives nothing after a bad
   * request.
   */
  private static final long PATIENCE = Duration.ofMillis(1600).toNanos();

  private static final int MODULE_LOG_FROM_TIME = 0xA0;
  private static final int NUMBER = 0x33;
  private static final int SERIAL_NUMBER_OCTETS = 4;

  private final KmpMeterDefinition definition;
  private final BaudRate rate;
  private final LocalDateTime timeAtZero;
  private final FaultState faults;
  private final AnswerLine answerLine;
  private final KmpRequestReceiver receiver;
  private final MeterLogs logs;
  private final ModuleLogs module;
  private final int variety;
  private long awakeUntil = Long.MIN_VALUE;
  private long discardsUntil = Long.MIN_VALUE;

  /**
   * @param rate of the meter.
   * @param timeAtZero its local time at nanosecond 0.
   */
  KmpMeter(KmpMeterDefinition definition, BaudRate rate, LocalDateTime timeAtZero, Random random) {
    this.definition = definition;
    this.rate = rate;
    this.timeAtZero = timeAtZero;
    faults = new FaultState(definition.faults(), random);
    answerLine = new AnswerLine(definition.timing().responseDelay(), faults, random);
    receiver = new KmpRequestReceiver(definition.timing().longestGap());
    logs = new MeterLogs(definition.logs(), this::register);
    module = new ModuleLogs(definition.logs().module(), this::register);
    variety = HouseReader.variety(String.valueOf(definition.serialNumber()));
  }

  /**
   * The master sends octets, without a pause between them.
   *
   * @param start when the first one begins.
   * @param sentAt the baud rate of the master.
   * @return for each request that has ended, the answer of the meter, if any.
   */
  List<Optional<Signal>> take(byte[] octets, long start, BaudRate sentAt) {
    if (!sentAt.equals(rate)) {
      receiver.clear();
      return List.of();
    }
    return receiver.take(octets, start, rate).stream().map(this::react).toList();
  }

  /** Drops a pending answer. */
  void abort() {
    answerLine.abort();
  }

  /** Forgets a request that has only partly arrived. */
  void forgetRequest() {
    receiver.clear();
  }

  private Optional<Signal> react(KmpRequestReceiver.Heard heard) {
    if (!hears(heard)) {
      return Optional.empty();
    }
    KmpFrame frame = heard.frame();
    if (frame == null) {
      return discardNext(heard.end());
    }
    boolean toModule = frame.destination() == KmpFrame.TOP_MODULE && module.isThere();
    if (frame.destination() != KmpFrame.METER && !toModule) {
      return Optional.empty();
    }
    try {
      KmpRequest<?> request = KmpRequest.decode(frame);
      LocalDateTime now = timeAtZero.plusNanos(heard.end());
      Optional<? extends KmpAnswer> answer =
          toModule ? moduleAnswer(request, now) : answer(request, now);
      if (answer.isEmpty()) {
        return discardNext(heard.end());
      }
      return answer
          .filter(said -> !faults.has(Fault.Mute.class))
          .map(said -> send(said.frame(frame.destination(), answerCid(request)), heard));
    } catch (KmpFormatException unknown) {
      return discardNext(heard.end());
    }
  }

  /** Some modules answer a request by time and offset with the CID of one by time. */
  private static int answerCid(KmpRequest<?> request) {
    return request instanceof KmpLogRequest.GetModuleLogFromOffset
        ? MODULE_LOG_FROM_TIME
        : request.cid();
  }

  /**
   * It does not while it answers, for one octet after that, and for some time after a bad request.
   */
  private boolean hears(KmpRequestReceiver.Heard heard) {
    boolean sleeps =
        faults
            .get(Fault.SleepsUntilButton.class)
            .filter(fault -> fault.sleepsAt(heard.start()))
            .isPresent();
    return !sleeps
        && heard.start() >= discardsUntil
        && !answerLine.isDeaf(heard.start() - rate.octets(1));
  }

  private Optional<Signal> discardNext(long badRequestEnd) {
    discardsUntil = badRequestEnd + PATIENCE;
    return Optional.empty();
  }

  private Signal send(KmpFrame answer, KmpRequestReceiver.Heard request) {
    boolean awake = request.start() <= awakeUntil;
    long from = awake ? request.end() : request.end() + definition.timing().wakeUpDelay().toNanos();
    Signal signal = answerLine.send(answer.encode(), from, rate);
    awakeUntil = signal.start() + rate.octets(1) + PATIENCE;
    return signal;
  }

  /** Empty if it does not know the request. */
  private Optional<? extends KmpAnswer> answer(KmpRequest<?> request, LocalDateTime now) {
    if (request instanceof KmpRequest.GetType) {
      return Optional.of(definition.type());
    }
    if (request instanceof KmpRequest.GetSerialNumber) {
      return Optional.of(new KmpAnswer.SerialNumber(definition.serialNumber()));
    }
    if (request instanceof KmpRequest.GetRegister registers) {
      return Optional.of(registers(registers, now));
    }
    if (request instanceof KmpRequest.GetEventStatus) {
      return Optional.of(new KmpAnswer.EventStatus(OctetString.of(new byte[4])));
    }
    if (request instanceof KmpLogRequest<?> ofLog) {
      return logs.answer(ofLog, now);
    }
    throw new AssertionError(request);
  }

  private Optional<? extends KmpAnswer> moduleAnswer(KmpRequest<?> request, LocalDateTime now) {
    return request instanceof KmpLogRequest<?> ofLog ? module.answer(ofLog, now) : Optional.empty();
  }

  private KmpAnswer registers(KmpRequest.GetRegister request, LocalDateTime now) {
    return new KmpAnswer.Registers(
        request.registers().stream()
            .map(number -> register(number, now))
            .flatMap(Optional::stream)
            .toList());
  }

  private Optional<RegisterValue> register(int number, LocalDateTime now) {
    return number == KmpRegisters.SERIAL_NUMBER
        ? Optional.of(serialNumber())
        : model(number).map(model -> model.value(now, variety));
  }

  private Optional<RegisterModel> model(int number) {
    return definition.registers().stream().filter(m -> m.register() == number).findFirst();
  }

  private RegisterValue serialNumber() {
    return new RegisterModel(
            KmpRegisters.SERIAL_NUMBER,
            NUMBER,
            SERIAL_NUMBER_OCTETS,
            0,
            new ValueModel.Constant(BigDecimal.valueOf(definition.serialNumber())),
            ReferenceTime.NOW)
        .value(timeAtZero, variety);
  }
}
