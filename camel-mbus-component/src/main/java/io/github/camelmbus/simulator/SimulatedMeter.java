package io.github.camelmbus.simulator;

import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.Value;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.SingleCharacter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A meter on the line: link layer, selection, telegrams (EN 13757-2, 5.5; EN 13757-3, 11). */
final class SimulatedMeter {
  private static final byte[] ACK = SingleCharacter.ACK.encode();
  private static final byte[] SILENCE = {};

  private final MeterDefinition definition;
  private final Identification identification;
  private final FaultState faults;
  private final AnswerLine answerLine;
  private final Link primaryLink = new Link();
  private final Link selectedLink = new Link();
  private int primaryAddress;
  private int baudRate;
  private boolean selected;
  private boolean alarmPending;
  private int accessNumber;
  private Duration clockAhead = Duration.ZERO;
  private long lastHeard = Long.MIN_VALUE;

  SimulatedMeter(MeterDefinition definition, int lineBaudRate, Random random) {
    this.definition = definition;
    identification =
        new Identification(definition.secondaryAddress(), definition.fabricationNumber());
    faults = new FaultState(definition.faults(), random);
    answerLine = new AnswerLine(definition.responseDelay(), faults, random);
    primaryAddress = definition.primaryAddress();
    baudRate = definition.baudRate() == 0 ? lineBaudRate : definition.baudRate();
    alarmPending = definition.alarm() != null;
    accessNumber = random.nextInt(256);
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
    if (answerLine.isDeaf(end) || rate.bitsPerSecond() != baudRate || sleptThrough(end)) {
      return Optional.empty();
    }
    byte[] answer = react(request, now);
    if (request.ci() != Request.NO_CI && request.baudRate() != 0 && answer.length > 0) {
      baudRate = request.baudRate();
    }
    boolean silent = answer.length == 0 || request.address().equals(PrimaryAddress.BROADCAST);
    return silent ? Optional.empty() : Optional.of(answerLine.send(answer, end, rate));
  }

  /** Drops the answer it owes; all else stays. */
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

  private byte[] react(Request request, LocalDateTime now) {
    if (request.isSelection()) {
      return select(request);
    }
    if (!isAddressed(request.address())) {
      return SILENCE;
    }
    Link link = link(request);
    return switch (request.control().function()) {
      case SND_NKE -> reset(request.address(), link);
      case SND_UD -> command(request, link, now);
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
            || address.value() == primaryAddress;
  }

  private Link link(Request request) {
    return request.address().equals(PrimaryAddress.NETWORK_LAYER) ? selectedLink : primaryLink;
  }

  private byte[] select(Request request) {
    boolean matches = identification.matches(request.data());
    boolean pretends =
        faults
            .get(Fault.AckAnySelect.class)
            .filter(fault -> Identification.idFitsMask(request.data(), fault.mask()))
            .isPresent();
    selected = matches || pretends;
    if (selected) {
      selectedLink.reset();
    }
    return selected ? ACK : SILENCE;
  }

  private byte[] reset(PrimaryAddress address, Link link) {
    link.reset();
    if (address.equals(PrimaryAddress.BROADCAST)) {
      selectedLink.reset();
    }
    if (address.equals(PrimaryAddress.BROADCAST) || link == selectedLink) {
      selected = false;
    }
    return faults.has(Fault.NoNkeAck.class) ? SILENCE : ACK;
  }

  private byte[] command(Request request, Link link, LocalDateTime now) {
    boolean strict = faults.has(Fault.StrictFcb.class);
    if (link.commands().accept(request.control(), strict) != FrameCount.Step.REPETITION) {
      execute(request, now);
    }
    return ACK;
  }

  private void execute(Request request, LocalDateTime now) {
    if (request.ci() == Request.CI_APPLICATION_RESET) {
      primaryLink.reset();
      selectedLink.reset();
    } else if (request.ci() == Request.CI_DATA_SEND) {
      write(request.data(), now);
    }
  }

  /** Takes a record that changes an address or sets the clock; others have no effect here. */
  private void write(byte[] data, LocalDateTime now) {
    if (startsWith(data, 0x01, 0x7A) && data.length == 3) {
      int address = data[2] & 0xFF;
      primaryAddress = address <= PrimaryAddress.MAX_METER ? address : primaryAddress;
    } else if (startsWith(data, 0x0C, 0x79) && data.length == 2 + Identification.ID_LENGTH
        || startsWith(data, 0x07, 0x79) && data.length == 2 + Identification.LENGTH) {
      identification.rename(Arrays.copyOfRange(data, 2, data.length));
    } else {
      RecordList.decode(data).records().forEach(record -> setClock(record.value(), now));
    }
  }

  private void setClock(Value value, LocalDateTime now) {
    if (value instanceof Value.DateTime time) {
      clockAhead = Duration.between(now, time.value());
    }
  }

  private static boolean startsWith(byte[] data, int dif, int vif) {
    return data.length > 2 && data[0] == dif && data[1] == vif;
  }

  private byte[] alarm(ControlField control, Link link) {
    Integer status = definition.alarm();
    FrameCount.Step kind = link.alarms().accept(control, false);
    if (kind == FrameCount.Step.NEXT) {
      alarmPending = false;
    }
    if (status == null || !alarmPending) {
      return ACK;
    }
    byte[] data = {status.byteValue()};
    return new LongFrame(rspUd(), new PrimaryAddress(primaryAddress), 0x71, data).encode();
  }

  private static ControlField rspUd() {
    return ControlField.rspUd(false, false);
  }

  private byte[] reading(ControlField control, Link link, LocalDateTime now) {
    if (faults.has(Fault.Mute.class)) {
      return SILENCE;
    }
    FrameCount.Step kind = link.readings().accept(control, faults.has(Fault.StrictFcb.class));
    if (kind == FrameCount.Step.REPETITION
        || faults.has(Fault.IgnoresFcb.class) && link.lastAnswer().length > 0) {
      return link.lastAnswer();
    }
    Optional<Fault.Refuses> refusal = faults.get(Fault.Refuses.class);
    if (refusal.isPresent()) {
      byte[] code = {(byte) refusal.get().code()};
      return new LongFrame(rspUd(), new PrimaryAddress(primaryAddress), 0x70, code).encode();
    }
    List<LongFrame> telegrams = definition.telegrams().telegrams(now.plus(clockAhead));
    if (telegrams.isEmpty()) {
      return SILENCE;
    }
    int next = kind == FrameCount.Step.NEXT ? (link.telegram() + 1) % telegrams.size() : 0;
    byte[] answer = own(telegrams.get(next)).encode();
    link.answered(next, answer);
    return answer;
  }

  /** A telegram with this meter's A field, identification and next access number. */
  private LongFrame own(LongFrame telegram) {
    byte[] data = telegram.data();
    byte[] id = identification.octets();
    accessNumber = accessNumber + 1 & 0xFF;
    switch (telegram.ci()) {
      case 0x72, 0x76 -> {
        System.arraycopy(id, 0, data, 0, Math.min(id.length, data.length));
        put(data, Identification.LENGTH, accessNumber);
      }
      case 0x73, 0x77 -> {
        System.arraycopy(id, 0, data, 0, Math.min(Identification.ID_LENGTH, data.length));
        put(data, Identification.ID_LENGTH, accessNumber);
      }
      case 0x7A -> put(data, 0, accessNumber);
      default -> {}
    }
    byte[] content = faults.has(Fault.Endless.class) ? moreRecordsFollow(data) : data;
    return new LongFrame(
        telegram.control(), new PrimaryAddress(primaryAddress), telegram.ci(), content);
  }

  private static void put(byte[] data, int index, int octet) {
    if (index < data.length) {
      data[index] = (byte) octet;
    }
  }

  private static byte[] moreRecordsFollow(byte[] data) {
    int last = data.length - 1;
    if (data[last] == 0x1F) {
      return data;
    }
    byte[] content = data[last] == 0x0F ? data : Arrays.copyOf(data, data.length + 1);
    content[content.length - 1] = 0x1F;
    return content.length <= LongFrame.MAX_DATA ? content : data;
  }
}
