package io.github.camelmbus.master.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Echo;
import io.github.camelmbus.link.ScriptedLine;
import io.github.camelmbus.master.AlarmAnswer;
import io.github.camelmbus.master.BusSettings;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterRefusedException;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.master.Transactions;
import io.github.camelmbus.master.VirtualBus;
import io.github.camelmbus.transport.LineUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a write whose end is not plain, as no meter of the simulator has it. */
class WriteOutcomeTest {
  private static final Duration LATENCY = Duration.ofMillis(40);
  private static final String ACK = "E5";
  private static final String NACK = "A2";

  /** Id 12345678, HYD, version 28h, water; access number, status, configuration. */
  private static final String HEADER = "78563412" + "2423" + "2807" + "00000000";

  private static final String HEADER_OF_ANOTHER = "79563412" + "2423" + "2807" + "00000000";
  private static final String HEADER_WITH_ERROR = "78563412" + "2423" + "2807" + "00020000";

  /** 32 bit: 12345 l, and 42 kWh. */
  private static final String VOLUME = "041339300000";

  private static final String ENERGY = "04062A000000";

  /** VIF 06 with VIFE 18: data error. */
  private static final String ENERGY_WITH_ERROR = "0486182A000000";

  private final List<byte[]> sent = new ArrayList<>();

  private static String answer(int address, String header, String... records) {
    byte[] data = HexFormat.of().parseHex(header + String.join("", records));
    return HexFormat.of()
        .formatHex(
            new LongFrame(ControlField.rspUd(), new PrimaryAddress(address), 0x72, data).encode());
  }

  /** CI 70: the application could not do it, or does not want to be read. */
  private static String error(int address, int code) {
    return HexFormat.of()
        .formatHex(
            new LongFrame(
                    ControlField.rspUd(),
                    new PrimaryAddress(address),
                    0x70,
                    new byte[] {(byte) code})
                .encode());
  }

  private static final String SND_NKE = "10 40 01 41 16";
  private static final String REQ_UD1 = "10 ?A 01 *";
  private static final String REQ_UD2 = "10 ?B 01 *";
  private static final String SND_UD = "68 * 68 73 01 *";
  private static final String SELECTION = "68 0B 0B 68 ?3 FD 52 *";

  /** A line on which a request comes, and its answer after it; null is silence. */
  private static ScriptedLine line(@Nullable String... requestsAndAnswers) {
    ScriptedLine line = new ScriptedLine(LATENCY);
    for (int i = 0; i < requestsAndAnswers.length; i += 2) {
      line.request(String.valueOf(requestsAndAnswers[i]));
      String answer = requestsAndAnswers[i + 1];
      if (answer != null) {
        line.answer(20, answer);
      }
    }
    return line;
  }

  private static VirtualBus bus(ScriptedLine line, int retries) {
    return new VirtualBus(
        new BusSettings(
            BusSettings.DEFAULT.line(), null, null, retries, Duration.ofSeconds(60), Echo.AUTO),
        VirtualBus.provider(() -> line));
  }

  private Transaction<WriteReport> write(Write write) {
    return Writes.write(MeterAddress.primary(1), write, Keys.NONE, sent::add);
  }

  /** Volume 1 l and energy 0. */
  private static Write bothRecords() {
    return WriteRecords.ofOctets(HexFormat.of().parseHex("041301000000" + "040600000000"));
  }

  /** SND_NKE, REQ_UD2, SND_NKE, SND_UD and REQ_UD2 are answered, the write with E5. */
  private static ScriptedLine readingBack(String before, String after) {
    return line(SND_NKE, ACK, REQ_UD2, before, SND_NKE, ACK, SND_UD, ACK, REQ_UD2, after);
  }

  /** SND_UD is not answered, its first repeat with NACK, and the second one is not. */
  private static ScriptedLine repeated(String before, String after) {
    return line(
        SND_NKE, ACK, REQ_UD2, before, SND_NKE, ACK, SND_UD, null, SND_UD, NACK, SND_UD, null,
        REQ_UD2, after);
  }

  @Test
  void aNackToARepeatIsNoRefusalOfWhatWasCarriedOutBefore() {
    String before = answer(1, HEADER, VOLUME, ENERGY);
    String done = answer(1, HEADER, "041301000000", "040600000000");
    try (VirtualBus bus = bus(repeated(before, done), 2)) {
      WriteReport report = bus.run(write(bothRecords()));

      assertThat(report.verified()).hasSize(2);
      assertThat(report.warnings())
          .containsExactly("no acknowledge arrived, but the meter shows that it was carried out");
    }
    try (VirtualBus bus = bus(repeated(before, before), 2)) {
      assertThatThrownBy(() -> bus.run(write(bothRecords())))
          .isInstanceOf(MeterRefusedException.class)
          .hasMessageContaining("NACK");
    }
  }

  /** 08: too busy for the readout. That is about the readout, not about what was written before. */
  @Test
  void aMeterThatIsBusyBehindTheWriteHasNotRefusedIt() {
    ScriptedLine line = readingBack(answer(1, HEADER, VOLUME, ENERGY), error(1, 8));
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(write(bothRecords())))
          .isInstanceOf(WriteNotVerifiedException.class)
          .hasMessageContaining("acknowledged, and then the meter could not be read")
          .hasMessageContaining("too busy for the readout (08h); it may have carried it out")
          .hasMessageEndingWith("; to take it back: writeRecords volume=12.345,energy=42000");
    }
  }

  @Test
  void aRefusalSaysWhatWasCarriedOutAllTheSameAndWhatTakesItBack() {
    ScriptedLine line =
        readingBack(
            answer(1, HEADER, VOLUME, ENERGY),
            answer(1, HEADER, "041301000000", ENERGY_WITH_ERROR));
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(write(bothRecords())))
          .isInstanceOf(MeterRefusedException.class)
          .hasMessageContaining("it sends energy with a record error, 04 86 18 2A 00 00 00")
          .hasMessageContaining("; but what else was written is there: the meter sends volume =")
          .hasMessageContaining("; to take it back: writeRecords volume=12.345,energy=42000");
    }
  }

  @Test
  void aWriteThatWasDoneInPartSaysSo() {
    ScriptedLine line =
        readingBack(answer(1, HEADER, VOLUME, ENERGY), answer(1, HEADER, "041301000000", ENERGY));
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(write(bothRecords())))
          .isInstanceOf(WriteNotVerifiedException.class)
          .hasMessageContaining("acknowledged, and not carried out: it sends 42000 in place of")
          .hasMessageContaining("; but what else was written is there: the meter sends volume =");
    }
  }

  /** The energy may have an error of its own, and the status one of another kind. */
  @Test
  void anErrorBesideWhatTheMeterShowsIsAWarning() {
    ScriptedLine line =
        readingBack(
            answer(1, HEADER, VOLUME, ENERGY),
            answer(1, HEADER, "041301000000", ENERGY_WITH_ERROR));
    Write volume = WriteRecords.ofOctets(HexFormat.of().parseHex("041301000000"));
    try (VirtualBus bus = bus(line, 0)) {
      WriteReport report = bus.run(write(volume));

      assertThat(report.verified()).containsExactly("the meter sends volume = 0.001");
      assertThat(report.warnings()).singleElement().asString().contains("with a record error");
    }
    line = readingBack(answer(1, HEADER, VOLUME), answer(1, HEADER_WITH_ERROR, "041301000000"));
    try (VirtualBus bus = bus(line, 0)) {
      assertThat(bus.run(write(volume)).warnings())
          .containsExactly("its status shows an application error since then");
    }
  }

  /** What it does not send, the energy, may be what its status complains about. */
  @Test
  void anErrorBesideWhatTheMeterShowsInPartIsARefusal() {
    ScriptedLine line =
        readingBack(answer(1, HEADER, VOLUME), answer(1, HEADER_WITH_ERROR, "041301000000"));
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(write(bothRecords())))
          .isInstanceOf(MeterRefusedException.class)
          .hasMessageContaining("its status shows an application error since then")
          .hasMessageContaining("; but what else was written is there: the meter sends volume =");
    }
  }

  @Test
  void anErrorThatWasThereBeforeIsNoRefusal() {
    ScriptedLine line =
        readingBack(answer(1, HEADER, "0486182A000000"), answer(1, HEADER, "0486182B000000"));
    try (VirtualBus bus = bus(line, 0)) {
      assertThat(bus.run(write(new Synchronise(false))).warnings())
          .containsExactly(
              "the meter answers; a meter does not show a synchronisation, so it is not verified");
    }
  }

  @Test
  void whatIsMissingOfTheReadoutBehindTheWriteIsAWarning() {
    // DIF 1F: more records follow; the next REQ_UD2 is not answered.
    ScriptedLine line =
        line(
            SND_NKE,
            ACK,
            REQ_UD2,
            answer(1, HEADER, VOLUME),
            SND_NKE,
            ACK,
            SND_UD,
            ACK,
            REQ_UD2,
            answer(1, HEADER, "041301000000", "1F"),
            REQ_UD2,
            null);
    Write volume = WriteRecords.ofOctets(HexFormat.of().parseHex("041301000000"));
    try (VirtualBus bus = bus(line, 0)) {
      assertThat(bus.run(write(volume)).warnings())
          .singleElement()
          .asString()
          .startsWith("telegram 2 of the readout is missing");
    }
  }

  /** One that slept, or was plugged in, at the same primary address. */
  @Test
  void anotherMeterThatAnswersAfterwardsVerifiesNothing() {
    ScriptedLine line =
        readingBack(answer(1, HEADER, VOLUME), answer(1, HEADER_OF_ANOTHER, "041301000000"));
    Write volume = WriteRecords.ofOctets(HexFormat.of().parseHex("041301000000"));
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(write(volume)))
          .isInstanceOf(WriteNotVerifiedException.class)
          .hasMessageContaining(
              "then another meter answered, 1234567924232807 instead of 1234567824232807")
          .hasMessageEndingWith("; to take it back: writeRecords volume=12.345");
    }
  }

  /** SND_UD to 253 is acknowledged, and 5 was free. */
  private static ScriptedLine written(String before) {
    return line(
        SELECTION,
        ACK,
        "10 ?B FD *",
        before,
        SELECTION,
        null,
        "10 40 05 45 16",
        null,
        "10 ?B 05 *",
        null,
        SELECTION,
        ACK,
        "68 * 68 ?3 FD 51 *",
        ACK);
  }

  /** Some meters answer with 253 once they are selected. */
  @Test
  void anAddressThatTelegramsDoNotTellIsVerifiedByAskingThere() {
    String before = answer(253, HEADER, VOLUME);
    MeterAddress meter = MeterAddress.secondary("1234567824232807");
    Transaction<WriteReport> toFive =
        Writes.write(meter, new SetPrimaryAddress(5), Keys.NONE, sent::add);
    // Selection and readout; a selection of nobody; 5 is free; selection, SND_UD; REQ_UD2 to 5.
    ScriptedLine moved =
        written(before).request("10 ?B 05 *").answer(20, answer(5, HEADER, VOLUME));
    try (VirtualBus bus = bus(moved, 0)) {
      WriteReport report = bus.run(toFive);

      assertThat(report.before()).isEmpty();
      assertThat(report.verified()).containsExactly("the meter answers with primary address 5");
    }
    // Nobody answers at 5, neither at once nor to SND_NKE and REQ_UD2; at 253 the meter does.
    ScriptedLine stayed =
        written(before)
            .request("10 ?B 05 *")
            .request("10 40 05 45 16")
            .request("10 ?B 05 *")
            .request("10 ?B FD *")
            .answer(20, before);
    try (VirtualBus bus = bus(stayed, 0)) {
      assertThatThrownBy(
              () -> bus.run(Writes.write(meter, new SetPrimaryAddress(5), Keys.NONE, sent::add)))
          .isInstanceOf(WriteNotVerifiedException.class)
          .hasMessageEndingWith("it does not answer at primary address 5");
    }
  }

  /** What it says at the new rate, whatever it is, proves that it is there. */
  @Test
  void aMeterThatComplainsAtItsNewBaudRateHasTakenIt() {
    ScriptedLine line = readingBack(answer(1, HEADER, VOLUME), error(1, 9)).followingBaudRates();
    try (VirtualBus bus = bus(line, 0)) {
      WriteReport report = bus.run(write(new SetBaudRate(9600)));

      assertThat(report.after()).containsEntry("baudRate", 9600);
      assertThat(report.warnings()).anyMatch(text -> text.contains("too many readouts"));
    }
  }

  @Test
  void whatCannotBeUnderstoodAfterwardsIsNoReasonToBeSilentAboutTheWrite() {
    Write odd =
        new Write() {
          @Override
          int ci() {
            return DATA_SEND;
          }

          @Override
          byte[] data(@Nullable MeterState before) {
            return new byte[] {0x01, 0x7A, 5};
          }

          @Override
          void verify(MeterState before, MeterState after, Verification verification) {
            throw new IllegalStateException("a bug");
          }

          @Override
          String undo(MeterState before) {
            return "what was before";
          }
        };
    ScriptedLine line = readingBack(answer(1, HEADER, VOLUME), answer(1, HEADER, VOLUME));
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(write(odd)))
          .isInstanceOf(WriteNotVerifiedException.class)
          .hasMessageEndingWith("; to take it back: what was before")
          .hasRootCauseMessage("a bug");
    }
  }

  /** SND_NKE to 255 twice, then the line is gone. */
  @Test
  void aLineThatIsLostWhenAllAreToldSaysThatTheyMayHaveDoneIt() {
    ScriptedLine line = line("10 40 FF 3F 16", null, "10 40 FF 3F 16", null).lostHere();
    try (VirtualBus bus = bus(line, 0)) {
      assertThatThrownBy(() -> bus.run(Writes.writeToAll(new Synchronise(false), sent::add)))
          .isInstanceOf(LineUnavailableException.class)
          .hasMessageContaining("the meters may have carried it out");
      assertThat(sent).hasSize(1);
    }
  }

  /** CI 71, an octet of type D. The question behind it, which is lost, is asked the next time. */
  @Test
  void anAlarmThatHasComeIsNotLostWithTheQuestionBehindIt() {
    // 68 04 04 68 08 01 71 05 CS: 08 + 01 + 71 + 05 = 7F
    String alarm = "6804046808017105" + "7F16";
    ScriptedLine line = line(SND_NKE, ACK, REQ_UD1, alarm, REQ_UD1, null, REQ_UD1, ACK);
    Transaction<AlarmAnswer> ask = Transactions.readAlarm(MeterAddress.primary(1));
    try (VirtualBus bus = bus(line, 0)) {
      assertThat(bus.run(ask).telegrams()).hasSize(1);
      assertThat(bus.run(ask).telegrams()).isEmpty();
      // 7A + 01 = 7B; 5A + 01 = 5B, and the same again
      assertThat(bus.sent())
          .containsExactly("10 40 01 41 16", "10 7A 01 7B 16", "10 5A 01 5B 16", "10 5A 01 5B 16");
    }
  }

  /** They may have been SND_NKE to the meter, or a REQ_UD1. */
  @Test
  void rawOctetsLeaveNoFcbToRelyOn() {
    ScriptedLine line = line(SND_NKE, ACK, REQ_UD1, ACK, SND_NKE, ACK, SND_NKE, ACK, REQ_UD1, ACK);
    Transaction<AlarmAnswer> ask = Transactions.readAlarm(MeterAddress.primary(1));
    try (VirtualBus bus = bus(line, 0)) {
      bus.run(ask);
      bus.run(Transactions.raw(new byte[] {0x10, 0x40, 0x01, 0x41, 0x16}, sent::add));
      bus.run(ask);
      assertThat(bus.sent())
          .containsExactly(
              "10 40 01 41 16",
              "10 7A 01 7B 16",
              "10 40 01 41 16",
              "10 40 01 41 16",
              "10 7A 01 7B 16");
    }
  }
}
