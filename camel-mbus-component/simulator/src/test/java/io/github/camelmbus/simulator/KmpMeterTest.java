package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.transport.LineUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A meter under an optical head, octet by octet, in virtual time. */
class KmpMeterTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 28, 12, 45, 0);

  /** 1200 bit/s, 8N2: an octet has 11 bits, 9166666.6 ns. */
  private static final long OCTET = 9_166_666;

  private static final SimulatedLine LINE = SimulatedLine.DEFAULT.withBaudRate(1200);

  /** GetSerialNo: start, destination, CID, checksum, stop. */
  private static final String ASK_SERIAL = "803F0235E90D";

  private static final String SERIAL = "403F0204A1B2C37F110D";
  private static final String SILENCE = "";

  /** From the end of a request to the first octet, asleep and awake. */
  private static final long ASLEEP = 600;

  private static final long AWAKE = 200;

  private static final KmpMeterDefinition METER =
      new KmpMeterDefinition(
          77705923,
          new KmpAnswer.Type(0x16F3, 3, 12),
          KmpMeterDefinition.Timing.USUAL,
          List.of(
              register(60, 0x03, 4, -3, 123456),
              register(72, 0x2C, 4, -3, 868480),
              register(89, 0x26, 2, -2, -300),
              register(97, 0x2B, 4, 0, 7039),
              new RegisterModel(1003, 0x30, 4, 0, new ValueModel.Clock(), ReferenceTime.NOW),
              new RegisterModel(1002, 0x2F, 4, 0, new ValueModel.Clock(), ReferenceTime.NOW)),
          KmpMeterDefinition.Logs.NONE,
          List.of());

  private long now;
  private SimulatedBus bus = bus(LINE, METER);

  private static RegisterModel register(
      int number, int unit, int length, int exponent, long value) {
    ValueModel constant = new ValueModel.Constant(BigDecimal.valueOf(value));
    return new RegisterModel(number, unit, length, exponent, constant, ReferenceTime.NOW);
  }

  private static SimulatedBus bus(SimulatedLine line, KmpMeterDefinition meter) {
    return new SimulatedBus(line, NOON, List.of(), meter);
  }

  private void with(Fault... faults) {
    bus = bus(LINE, METER.withFaults(faults));
  }

  /** Sends octets now; the next ones follow them without a pause. */
  private List<LineOctet> send(String octets) {
    byte[] sent = Line.hex(octets.replace(" ", ""));
    List<LineOctet> announced = bus.transmit(sent, now);
    now += sent.length * OCTET;
    return announced;
  }

  private void pause(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  /** Sends a request, and waits until the answer is over. */
  private String ask(String octets) {
    List<LineOctet> answer = send(octets);
    if (!answer.isEmpty()) {
      now = Math.max(now, answer.get(answer.size() - 1).nanos()) + 2 * OCTET;
    }
    return Line.text(answer);
  }

  /** Milliseconds from the end of a request to the first bit of what arrives after it. */
  private long delay(String octets) {
    List<LineOctet> answer = send(octets);
    long start = answer.get(0).nanos() - OCTET - now;
    now = answer.get(answer.size() - 1).nanos() + 2 * OCTET;
    return Math.round(start / 1e6);
  }

  @ParameterizedTest
  @CsvSource({
    // Serial number 77705923: 04A1B2C3h.
    "80 3F 02 35 E9 0D, 40 3F 02 04 A1 B2 C3 7F 11 0D",
    // 868.480 t; 0D 40 80 in the value are stuffed.
    "80 3F 10 01 00 48 8C 4C 0D, 40 3F 10 00 48 2C 04 43 00 1B F2 1B BF 1B 7F 13 7B 0D"
  })
  void answersAreThoseOfTheProtocol(String request, String answer) {
    assertThat(ask(request)).isEqualTo(answer.replace(" ", ""));
  }

  /**
   * Requests whose checksum stands in no paper: the test has it from the polynomial, bit by bit.
   */
  @ParameterizedTest
  @CsvSource({
    "80 3F 01, 40 3F 01 16 F3 03 0C 52 3D 0D",
    // -3.00 K.
    "80 3F 10 01 00 59, 40 3F 10 00 59 26 02 C2 01 2C DF 85 0D",
    // 7039: 1B7Fh, of which 1B is stuffed and 7F is not.
    "80 3F 10 01 00 61, 40 3F 10 00 61 2B 04 00 00 00 1B E4 7F 59 00 0D",
    // 123.456 MWh.
    "80 3F 10 01 00 3C, 40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 9F 34 0D",
    // 2026-11-28 and 12:45:00.
    "80 3F 10 01 03 EB, 40 3F 10 03 EB 30 04 00 00 03 FC 08 BA E8 0D",
    "80 3F 10 01 03 EA, 40 3F 10 03 EA 2F 04 00 00 01 E6 54 59 08 0D",
    // No such register.
    "80 3F 10 01 00 44, 40 3F 10 07 9A 0D"
  })
  void requestsAreAnswered(String request, String answer) {
    assertThat(ask(withChecksum(request))).isEqualTo(answer.replace(" ", ""));
  }

  /** None of these requests has an octet that is stuffed. */
  private static String withChecksum(String request) {
    byte[] octets = Line.hex(request.replace(" ", ""));
    int crc = 0;
    for (int bit = Byte.SIZE; bit < octets.length * Byte.SIZE; bit++) {
      int next = octets[bit / Byte.SIZE] >> 7 - bit % Byte.SIZE & 1;
      boolean carry = (crc >> 15 ^ next) == 1;
      crc = crc << 1 & 0xFFFF;
      crc ^= carry ? 0x1021 : 0;
    }
    return request.replace(" ", "") + "%04X0D".formatted(crc);
  }

  @Test
  void registersThatTheMeterDoesNotHaveAreLeftOut() {
    // 72, 110, 97.
    String answer = ask(withChecksum("80 3F 10 03 00 48 00 6E 00 61"));
    assertThat(answer).startsWith("403F1000482C0443").contains("00612B0400").doesNotContain("006E");
  }

  @Test
  void register1001IsTheSerialNumber() {
    assertThat(ask(withChecksum("80 3F 10 01 03 E9"))).startsWith("403F1003E9330400" + "04A1B2C3");
  }

  @Test
  void eventStatusIsThatNothingIsNew() {
    assertThat(ask(withChecksum("80 3F 9B"))).startsWith("403F9B00000000");
  }

  @Test
  void answerComesLaterFromAMeterThatSleeps() {
    assertThat(delay(ASK_SERIAL)).isEqualTo(ASLEEP);
    assertThat(delay(ASK_SERIAL)).isEqualTo(AWAKE);
    pause(1600);
    assertThat(delay(ASK_SERIAL)).isEqualTo(ASLEEP);
  }

  @Test
  void meterIsAwakeUntil1600MillisecondsAfterTheFirstOctetOfItsAnswer() {
    List<LineOctet> answer = send(ASK_SERIAL);
    now = answer.get(0).nanos() + Duration.ofMillis(1599).toNanos();
    assertThat(delay(ASK_SERIAL)).isEqualTo(AWAKE);
  }

  @Test
  void requestWithAGapOfMoreThan27MillisecondsIsLost() {
    send("803F02");
    pause(26);
    assertThat(ask("35E90D")).isEqualTo(SERIAL);
    send("803F02");
    pause(28);
    assertThat(ask("35E90D")).isEqualTo(SILENCE);
  }

  @Test
  void requestsWithin1600MillisecondsAfterABadOneAreDiscarded() {
    assertThat(ask("803F0235E80D")).isEqualTo(SILENCE);
    pause(1590);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
    pause(10);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void unknownCommandIsABadRequest() {
    assertThat(ask(withChecksum("80 3F 11"))).isEqualTo(SILENCE);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
    pause(1600);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void halfARequestDiscardsTheNext() {
    send("803F02");
    pause(1000);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
    pause(1600);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void requestToAModuleThatIsNotThereIsNotAnswered() {
    assertThat(ask("80BF022E710D")).isEqualTo(SILENCE);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void requestThatBeginsSoonerThanOneOctetAfterTheAnswerIsNotHeard() {
    List<LineOctet> answer = send(ASK_SERIAL);
    now = answer.get(answer.size() - 1).nanos();
    assertThat(Line.text(send(ASK_SERIAL))).isEqualTo(SILENCE);
  }

  @Test
  void requestAtAnotherBaudRateIsNotHeard() {
    bus.setBaudRate(2400);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
    bus.setBaudRate(1200);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void headReturnsTheRequestIfItHasAnEcho() {
    bus = bus(LINE.withEcho(true), METER);
    assertThat(ask(ASK_SERIAL)).isEqualTo(ASK_SERIAL + SERIAL);
  }

  @Test
  void octets00AreAroundTheAnswer() {
    with(new Fault.ZeroAround(Fault.ZeroAround.Where.BOTH));
    assertThat(ask(ASK_SERIAL)).isEqualTo("00" + SERIAL + "00");
  }

  @Test
  void muteMeterNeverAnswers() {
    with(new Fault.Mute());
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
  }

  @Test
  void meterHearsNothingUntilItsButtonIsPressed() {
    with(new Fault.SleepsUntilButton(Duration.ofSeconds(10), Duration.ofSeconds(60)));
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
    now = Duration.ofSeconds(11).toNanos();
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
    now = Duration.ofSeconds(69).toNanos();
    assertThat(ask(ASK_SERIAL)).isEqualTo(SILENCE);
    now = Duration.ofSeconds(70).toNanos();
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void answerIsDamagedAsThatOfAnyMeter() {
    with(new Fault.Truncate(Chance.first(1)), new Fault.Checksum(Chance.first(1)));
    assertThat(ask(ASK_SERIAL)).hasSize(SERIAL.length() / 2);
    assertThat(ask(ASK_SERIAL)).isEqualTo(SERIAL);
  }

  @Test
  void faultOfTheLinkLayerOfMBusIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> METER.withFaults(new Fault.StrictFcb()))
        .withMessage("StrictFcb is no fault of a meter with protocol kmp");
  }

  /** The gateway closes the connection when its second request is on the line. */
  @Test
  void gatewayCountsTheRequests() {
    GatewayOptions drop = GatewayOptions.parse("drop=2");
    try (SimulatedTransport line = SimulatedTransport.virtual(bus, drop)) {
      line.write(Line.hex(ASK_SERIAL));
      assertThat(octetsUntil(2, line)).isEqualTo(SERIAL.length() / 2);
      line.write(Line.hex(ASK_SERIAL));
      assertThatThrownBy(() -> octetsUntil(4, line)).isInstanceOf(LineUnavailableException.class);
    }
  }

  private static int octetsUntil(int seconds, SimulatedTransport line) {
    byte[] buffer = new byte[64];
    int octets = 0;
    int count;
    do {
      count = line.read(buffer, Duration.ofSeconds(seconds).toNanos());
      octets += count;
    } while (count > 0);
    return octets;
  }

  @Test
  void requestsAreCounted() {
    ask(ASK_SERIAL);
    assertThat(bus.statistics().requests()).isEqualTo(1);
    assertThat(bus.statistics().answers()).isEqualTo(1);
  }
}
