package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.Transports;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatedTransportTest {
  private static final byte[] SND_NKE = Line.hex("1040004016");
  private static final long DELAY = Duration.ofMillis(20).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final byte[] buffer = new byte[300];

  private static SimulatedBus bus() {
    return SimulatedBus.of(MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502")));
  }

  @Test
  void readLetsVirtualTimeJumpToTheNextOctet() {
    SimulatedTransport line = SimulatedTransport.virtual(bus());
    line.write(SND_NKE);
    assertThat(line.read(buffer, SECOND)).isEqualTo(1);
    assertThat(buffer[0] & 0xFF).isEqualTo(0xE5);
    // Request of 5 octets, response delay, one octet.
    assertThat(line.clock().nanos()).isEqualTo(6 * Line.OCTET + DELAY);
  }

  @Test
  void everyOctetOfAnAnswerTakesElevenBit() {
    SimulatedTransport line = SimulatedTransport.virtual(bus());
    line.write(Line.hex("107B007B16"));
    for (int octet = 1; octet <= 27; octet++) {
      assertThat(line.read(buffer, SECOND)).isEqualTo(1);
      assertThat(line.clock().nanos()).isEqualTo((5 + octet) * Line.OCTET + DELAY);
    }
    assertThat(line.read(buffer, SECOND)).isZero();
  }

  @Test
  void silenceTakesExactlyUntilTheDeadline() {
    SimulatedTransport line = SimulatedTransport.virtual(bus());
    assertThat(line.read(buffer, 123_456_789)).isZero();
    assertThat(line.clock().nanos()).isEqualTo(123_456_789);
  }

  @Test
  void deadlineThatHasPassedPolls() {
    SimulatedTransport line = SimulatedTransport.virtual(bus());
    line.write(SND_NKE);
    assertThat(line.read(buffer, -1)).isZero();
    assertThat(line.clock().nanos()).isZero();
  }

  @Test
  void framesWrittenAtOnceFollowEachOtherOnTheLine() {
    SimulatedBus bus = bus();
    SimulatedTransport line = SimulatedTransport.virtual(bus);
    line.write(Line.hex("1040094916"));
    line.write(SND_NKE);
    line.read(buffer, SECOND);
    assertThat(line.clock().nanos()).isEqualTo(11 * Line.OCTET + DELAY);
  }

  @Test
  void lostLineIsTold() {
    SimulatedTransport line = SimulatedTransport.virtual(bus());
    line.loseLine();
    assertThatThrownBy(() -> line.write(SND_NKE)).satisfies(e -> assertReason(e, Reason.LOST));
    assertThatThrownBy(() -> line.read(buffer, SECOND))
        .satisfies(e -> assertReason(e, Reason.LOST));
  }

  @Test
  void lineThatBreaksDownHandsOutWhatWasOnItsWay() {
    SimulatedLine options = SimulatedLine.DEFAULT.withLostAfterFrames(1);
    SimulatedTransport line =
        SimulatedTransport.virtual(
            SimulatedBus.of(
                options, MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502"))));
    line.write(Line.hex("107B007B16"));
    for (int octet = 0; octet < 13; octet++) {
      assertThat(line.read(buffer, SECOND)).isEqualTo(1);
    }
    assertThatThrownBy(() -> line.read(buffer, SECOND))
        .satisfies(e -> assertReason(e, Reason.LOST));
  }

  @Test
  void closedLineIsToldAndClosingTwiceIsFine() {
    SimulatedTransport line = SimulatedTransport.virtual(bus());
    line.close();
    line.close();
    assertThatThrownBy(() -> line.read(buffer, SECOND))
        .satisfies(e -> assertReason(e, Reason.CLOSED));
  }

  @Test
  void droppedBadOctetsAreSaidToBeInvisible() {
    SimulatedLine dropping = SimulatedLine.DEFAULT.withCollisions(0, 0, BadOctets.DROP);
    assertThat(SimulatedTransport.virtual(SimulatedBus.of(dropping)).damagedOctets())
        .isEqualTo(DamagedOctets.DROPPED);
    assertThat(SimulatedTransport.virtual(bus()).damagedOctets()).isEqualTo(DamagedOctets.SHOWN);
  }

  @Test
  void realTimeLineWaitsForTheAnswer() {
    try (SimulatedTransport line = SimulatedTransport.realTime(bus())) {
      long start = line.clock().nanos();
      line.write(SND_NKE);
      assertThat(line.read(buffer, start + 10 * SECOND)).isEqualTo(1);
      assertThat(line.clock().nanos() - start).isBetween(6 * Line.OCTET + DELAY, 10 * SECOND);
    }
  }

  @Test
  void closingEndsAPendingReadInRealTime() throws Exception {
    SimulatedTransport line = SimulatedTransport.realTime(bus());
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(() -> line.read(buffer, line.clock().nanos() + 60 * SECOND));
    line.close();
    assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .satisfies(e -> assertReason(e.getCause(), Reason.CLOSED));
  }

  @Test
  void simLineOpensAHouseThatShips() {
    LineAddress address = LineAddress.parse("sim:house");
    Transports transports = new Transports(getClass().getClassLoader());
    try (Transport line = transports.provider(address).open(address, LineSettings.DEFAULT)) {
      assertThat(line.longestDelay()).isEqualTo(Duration.ofMillis(10));
      line.write(Line.hex("10400A4A16"));
      assertThat(line.read(buffer, line.clock().nanos() + 10 * SECOND)).isEqualTo(1);
    }
  }

  @Test
  void unknownHouseIsAnsweredWithThoseThatShip() {
    LineAddress address = LineAddress.parse("sim:villa");
    assertThatThrownBy(() -> new SimulatorTransportProvider().open(address, LineSettings.DEFAULT))
        .satisfies(e -> assertReason(e, Reason.NOT_FOUND))
        .hasMessageContaining("house, apartments, hostile");
  }

  @Test
  void missingHouseFileIsNamed() {
    LineAddress address = LineAddress.parse("sim:/no/such/place/villa.json");
    assertThatThrownBy(() -> new SimulatorTransportProvider().open(address, LineSettings.DEFAULT))
        .satisfies(e -> assertReason(e, Reason.NOT_FOUND))
        .hasMessageContaining("villa.json");
  }

  @Test
  void simLineWithoutANameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SimulatorTransportProvider().validate(new LineAddress("sim", " ", "sim: ")))
        .withMessageContaining("sim:NAME");
  }

  private static void assertReason(Throwable thrown, Reason reason) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            LineUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
