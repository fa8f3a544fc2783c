package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineUnavailableException;
import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manners of gateways, in virtual time. */
class GatewayTest {
  private static final byte[] SND_NKE = Line.hex("1040004016");
  private static final byte[] REQ_UD2 = Line.hex("107B007B16");
  private static final long MS = 1_000_000;
  private static final long OCTET = Line.OCTET;

  /** 11 bit 33 times over are 3 octets at 2400 bit/s: 33 bit = 13.75 ms. */
  private static final long QUIET = 13_750_000 + 5 * MS;

  /** The request of 5 octets, and the response delay of the meter. */
  private static final long BEGIN = 5 * OCTET + 20 * MS;

  /** When the answer to REQ_UD2 that is sent at 0, of 27 octets, is over on the bus. */
  private static final long END = BEGIN + 27 * OCTET;

  private final byte[] buffer = new byte[300];

  private static SimulatedBus bus() {
    return SimulatedBus.of(MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502")));
  }

  private static VirtualGateway gateway(String options) {
    return new VirtualGateway(bus(), GatewayOptions.parse(options));
  }

  private static SimulatedTransport line(String options) {
    return gateway(options).connect();
  }

  /** A chunk that a read has handed out. */
  private record Chunk(long nanos, String octets) {}

  private List<Chunk> readUntil(SimulatedTransport line, long deadline) {
    List<Chunk> chunks = new ArrayList<>();
    for (int n = line.read(buffer, deadline); n > 0; n = line.read(buffer, deadline)) {
      String octets = HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(buffer, n));
      chunks.add(new Chunk(line.clock().nanos(), octets));
    }
    return chunks;
  }

  private static List<Long> times(List<Chunk> chunks) {
    return chunks.stream().map(Chunk::nanos).toList();
  }

  private static List<Integer> sizes(List<Chunk> chunks) {
    return chunks.stream().map(chunk -> chunk.octets().length() / 2).toList();
  }

  private void assertLost(SimulatedTransport line, long deadline) {
    assertThatThrownBy(() -> readUntil(line, deadline))
        .isInstanceOfSatisfying(
            LineUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOST));
  }

  @Test
  void delayIsAddedOnceEachWay() {
    SimulatedTransport line = line("delay=300ms");
    line.write(SND_NKE);
    assertThat(readUntil(line, 2000 * MS))
        .containsExactly(new Chunk(600 * MS + BEGIN + OCTET, "E5"));
  }

  @Test
  void jitterKeepsTheOrderAndItsRange() {
    SimulatedTransport line = line("delay=100ms,jitter=50ms");
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    assertThat(chunks.get(0).nanos())
        .isBetween(200 * MS + BEGIN + OCTET, 300 * MS + BEGIN + OCTET)
        .isNotEqualTo(200 * MS + BEGIN + OCTET);
    assertThat(chunks.get(chunks.size() - 1).nanos()).isBetween(200 * MS + END, 300 * MS + END);
    String octets = String.join("", chunks.stream().map(Chunk::octets).toList());
    assertThat(octets).startsWith("68151568").endsWith("16").hasSize(54);
  }

  @Test
  void jitterIsThatOfItsSeed() {
    assertThat(timesOfAnAnswer("jitter=50ms,seed=7"))
        .isEqualTo(timesOfAnAnswer("jitter=50ms,seed=7"))
        .isNotEqualTo(timesOfAnAnswer("jitter=50ms,seed=8"));
  }

  private List<Long> timesOfAnAnswer(String options) {
    SimulatedTransport line = line(options);
    line.write(REQ_UD2);
    return times(readUntil(line, 2000 * MS));
  }

  @Test
  void wholeAnswerArrivesWithItsLastOctet() {
    SimulatedTransport line = line("whole,delay=300ms");
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    assertThat(times(chunks)).containsExactly(600 * MS + END);
    assertThat(sizes(chunks)).containsExactly(27);
  }

  @Test
  void wholeSingleCharacterIsSentOnAtOnce() {
    SimulatedTransport line = line("whole");
    line.write(SND_NKE);
    assertThat(readUntil(line, 2000 * MS)).containsExactly(new Chunk(BEGIN + OCTET, "E5"));
  }

  @Test
  void halfAnAnswerIsSentOnAfterASilenceOf33Bit() {
    MeterDefinition meter =
        MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502"))
            .withFault(new Fault.Truncate(Chance.ALWAYS));
    SimulatedTransport line =
        SimulatedTransport.virtual(SimulatedBus.of(meter), GatewayOptions.parse("whole"));
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    assertThat(times(chunks)).containsExactly(BEGIN + 13 * OCTET + QUIET);
    assertThat(sizes(chunks)).containsExactly(13);
  }

  @Test
  void fullBufferIsSentOnAndTheRestAfterASilence() {
    SimulatedTransport line = line("size=10");
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    assertThat(times(chunks)).containsExactly(BEGIN + 10 * OCTET, BEGIN + 20 * OCTET, END + QUIET);
    assertThat(sizes(chunks)).containsExactly(10, 10, 7);
  }

  @Test
  void octetsAreCollectedFromTheFirstOneOn() {
    SimulatedTransport line = line("time=50ms");
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    // 50 ms are 10.9 octets: 11 octets are there, with the first one; the twelfth opens the next.
    assertThat(times(chunks))
        .containsExactly(
            BEGIN + OCTET + 50 * MS, BEGIN + 12 * OCTET + 50 * MS, BEGIN + 23 * OCTET + 50 * MS);
    assertThat(sizes(chunks)).containsExactly(11, 11, 5);
  }

  @Test
  void answerIsSentOnAfterTheGapThatIsAskedFor() {
    SimulatedTransport line = line("gap=40ms");
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    assertThat(times(chunks)).containsExactly(END + 40 * MS);
    assertThat(sizes(chunks)).containsExactly(27);
  }

  @Test
  void octetsArePacedToTheMaster() {
    SimulatedTransport line = line("whole,split=30ms");
    line.write(REQ_UD2);
    List<Chunk> chunks = readUntil(line, 2000 * MS);
    assertThat(chunks).hasSize(27);
    for (int i = 0; i < 27; i++) {
      assertThat(chunks.get(i).nanos()).isEqualTo(END + i * 30 * MS);
    }
  }

  @Test
  void requestThatIsOnItsWayDoesNotDisturbTheAnswerBeforeIt() {
    SimulatedBus bus = bus();
    SimulatedTransport line = SimulatedTransport.virtual(bus, GatewayOptions.parse("delay=300ms"));
    line.write(REQ_UD2);
    line.read(buffer, 650 * MS);
    // Most of the answer is on its way, or still to come on the bus; this arrives after its end.
    line.write(SND_NKE);
    List<Chunk> chunks = readUntil(line, 3000 * MS);
    assertThat(chunks.stream().mapToInt(chunk -> chunk.octets().length() / 2).sum())
        .isEqualTo(26 + 1);
    assertThat(bus.statistics().talkOvers()).isZero();
  }

  @Test
  void requestTooSoonTalksOverTheAnswerOnTheBus() {
    SimulatedBus bus = bus();
    SimulatedTransport line =
        SimulatedTransport.virtual(bus, GatewayOptions.parse("whole,delay=300ms"));
    line.write(REQ_UD2);
    assertThat(line.read(buffer, 100 * MS)).isZero();
    line.write(SND_NKE);
    List<Chunk> chunks = readUntil(line, 3000 * MS);
    // On the bus from 400 ms on, in the answer of 300 ms + BEGIN to 300 ms + END.
    assertThat(sizes(chunks)).containsExactly(27);
    assertThat(bus.statistics().talkOvers()).isEqualTo(1);
  }

  @Test
  void octetsThatWereSentOnAreNeverTakenBack() {
    SimulatedLine options = SimulatedLine.DEFAULT.withEcho(true);
    MeterDefinition meter = MeterDefinition.of("1234567824232804", Line.telegram("0C1327048502"));
    SimulatedBus bus = SimulatedBus.of(options, meter);
    SimulatedTransport line = SimulatedTransport.virtual(bus, GatewayOptions.parse("delay=300ms"));
    line.write(REQ_UD2);
    assertThat(line.read(buffer, 100 * MS)).isZero();
    line.write(SND_NKE);
    List<Chunk> chunks = readUntil(line, 3000 * MS);
    String octets = String.join("", chunks.stream().map(Chunk::octets).toList());
    // The echo, and the answer until 400 ms: 57 ms are 12 octets. Then both at once.
    assertThat(octets).startsWith("107B007B16" + "681515680800727856341224");
    assertThat(octets.length() / 2).isBetween(5 + 22, 5 + 27 + 5);
  }

  @Test
  void connectionIsClosedBeforeTheAnswer() {
    VirtualGateway gateway = gateway("drop=2,delay=100ms");
    SimulatedTransport line = gateway.connect();
    line.write(SND_NKE);
    assertThat(line.read(buffer, 2000 * MS)).isEqualTo(1);
    long second = line.clock().nanos();
    line.write(REQ_UD2);
    assertLost(line, 3000 * MS);
    assertThat(line.clock().nanos()).isEqualTo(second + 200 * MS + 5 * OCTET);
    assertThatThrownBy(() -> line.write(SND_NKE)).isInstanceOf(LineUnavailableException.class);
  }

  @Test
  void connectionIsClosedInTheAnswer() {
    SimulatedTransport line = line("drop-in=1");
    line.write(REQ_UD2);
    for (int octet = 0; octet < 13; octet++) {
      assertThat(line.read(buffer, 2000 * MS)).isEqualTo(1);
    }
    assertLost(line, 2000 * MS);
    assertThat(line.clock().nanos()).isEqualTo(BEGIN + 27 * OCTET / 2);
  }

  @Test
  void connectionIsClosedAfterTheAnswerHasBeenSentOn() {
    SimulatedTransport line = line("drop-after=1,gap=40ms");
    line.write(REQ_UD2);
    assertThat(line.read(buffer, 2000 * MS)).isEqualTo(27);
    assertLost(line, 2000 * MS);
    assertThat(line.clock().nanos()).isEqualTo(END + 40 * MS);
  }

  @Test
  void unansweredRequestDoesNotCountAsTheOneWithTheAnswer() {
    SimulatedTransport line = line("drop-in=1");
    // REQ_UD2 to address 9, where no meter is.
    line.write(Line.hex("107B098416"));
    assertThat(line.read(buffer, 1000 * MS)).isZero();
    line.write(SND_NKE);
    assertLost(line, 2000 * MS);
  }

  @Test
  void requestOfAClosedConnectionKeepsTheBusBusyAndItsAnswerIsLost() {
    SimulatedBus bus = bus();
    VirtualGateway gateway = new VirtualGateway(bus, GatewayOptions.parse("drop=1,delay=100ms"));
    SimulatedTransport first = gateway.connect();
    first.write(REQ_UD2);
    assertLost(first, 2000 * MS);
    // Lost at 200 ms + 5 octets; on the bus the answer lasts until 100 ms + END = 267 ms.
    SimulatedTransport second = gateway.connect();
    assertThat(readUntil(second, 1000 * MS)).isEmpty();
    assertThat(bus.statistics().answers()).isEqualTo(1);
  }

  @Test
  void requestOnItsWayReachesTheBusAfterItsConnectionIsClosed() {
    SimulatedBus bus = bus();
    VirtualGateway gateway = new VirtualGateway(bus, GatewayOptions.parse("delay=1s"));
    SimulatedTransport first = gateway.connect();
    first.write(REQ_UD2);
    first.close();
    SimulatedTransport second = gateway.connect();
    second.write(SND_NKE);
    // Both are sent at 1 s, one after the other: the second one into the response delay.
    assertThat(readUntil(second, 5000 * MS)).extracting(Chunk::octets).doesNotContain("68");
    assertThat(bus.statistics().requests()).isEqualTo(1);
    assertThat(bus.statistics().frames()).isEqualTo(2);
  }

  @Test
  void timeGoesOnWithoutAMaster() {
    SimulatedBus bus = bus();
    VirtualGateway gateway = new VirtualGateway(bus, GatewayOptions.parse("delay=1s"));
    SimulatedTransport first = gateway.connect();
    first.write(REQ_UD2);
    first.close();
    gateway.idle(Duration.ofMillis(999));
    assertThat(bus.statistics().requests()).isZero();
    gateway.idle(Duration.ofMillis(1));
    assertThat(bus.statistics().requests()).isEqualTo(1);
  }

  @Test
  void halfOpenConnectionIsSilentAndANewOneWorks() {
    VirtualGateway gateway = gateway("halfopen=1");
    SimulatedTransport line = gateway.connect();
    line.write(SND_NKE);
    assertThat(line.read(buffer, 1000 * MS)).isEqualTo(1);
    line.write(SND_NKE);
    assertThat(line.read(buffer, 100_000 * MS)).isZero();
    line.close();
    SimulatedTransport next = gateway.connect();
    next.write(SND_NKE);
    assertThat(next.read(buffer, 101_000 * MS)).isEqualTo(1);
  }

  @Test
  void muteGatewayForwardsNothing() {
    SimulatedBus bus = bus();
    SimulatedTransport line = SimulatedTransport.virtual(bus, GatewayOptions.parse("mute"));
    line.write(SND_NKE);
    assertThat(line.read(buffer, 1000 * MS)).isZero();
    assertThat(bus.statistics().frames()).isZero();
  }

  @Test
  void greetingComesBeforeAnythingElse() {
    SimulatedTransport line = line("greeting=62757379,delay=20ms");
    line.write(SND_NKE);
    assertThat(readUntil(line, 1000 * MS))
        .containsExactly(new Chunk(20 * MS, "62757379"), new Chunk(40 * MS + BEGIN + OCTET, "E5"));
  }

  @Test
  void telnetNegotiatesAndTakesCommandsOut() {
    SimulatedTransport line = line("telnet");
    assertThat(readUntil(line, 0)).containsExactly(new Chunk(0, "FFFB01FFFB03FFFD00FFFB00"));
    // DO BINARY, cut in the middle, and a subnegotiation.
    line.write(Line.hex("FFFD"));
    line.write(Line.hex("00" + "FFFA2C01FFFFF0FFF0" + "1040004016"));
    assertThat(readUntil(line, 1000 * MS)).extracting(Chunk::octets).containsExactly("E5");
  }

  @Test
  void telnetDoublesFfOfTheBusAndHalvesThatOfTheMaster() {
    MeterDefinition meter =
        MeterDefinition.of("1234567824232804", Line.telegram("0C13FF048502")).withPrimaryAddress(0);
    SimulatedBus bus = SimulatedBus.of(meter);
    SimulatedTransport line = SimulatedTransport.virtual(bus, GatewayOptions.parse("telnet,whole"));
    readUntil(line, 0);
    // 10 40 FF 3F 16: SND_NKE to all, which is not answered.
    line.write(Line.hex("1040FFFF3F16"));
    assertThat(line.read(buffer, 500 * MS)).isZero();
    assertThat(bus.statistics().frames()).isEqualTo(1);
    line.write(REQ_UD2);
    assertThat(readUntil(line, 2000 * MS).get(0).octets()).contains("0C13FFFF048502");
  }

  @Test
  void severalConnectionsGetWhatArrivesFromTheBus() {
    VirtualGateway gateway = gateway("whole,delay=10ms");
    SimulatedTransport first = gateway.connect();
    SimulatedTransport second = gateway.connect();
    first.write(REQ_UD2);
    List<Chunk> chunks = readUntil(first, 1000 * MS);
    assertThat(times(chunks)).containsExactly(20 * MS + END);
    assertThat(second.read(buffer, 1000 * MS)).isEqualTo(27);
  }

  @Test
  void requestsOfTwoMastersFollowEachOtherOnTheLine() {
    SimulatedBus bus = bus();
    VirtualGateway gateway = new VirtualGateway(bus, GatewayOptions.parse("delay=10ms"));
    SimulatedTransport first = gateway.connect();
    SimulatedTransport second = gateway.connect();
    first.write(Line.hex("107B098416"));
    second.write(SND_NKE);
    // Both requests are at the gateway at 10 ms; the second one is sent after the first.
    assertThat(times(readUntil(second, 1000 * MS)))
        .containsExactly(20 * MS + 5 * OCTET + BEGIN + OCTET);
  }

  @Test
  void secondConnectionIsLostWhereThereMayBeOnlyOne() {
    VirtualGateway gateway = gateway("one=refuse");
    SimulatedTransport first = gateway.connect();
    SimulatedTransport second = gateway.connect();
    assertLost(second, 1000 * MS);
    first.write(SND_NKE);
    assertThat(first.read(buffer, 1000 * MS)).isEqualTo(1);
  }

  @Test
  void firstConnectionIsLostWhereTheLastOneWins() {
    VirtualGateway gateway = gateway("one=kick");
    SimulatedTransport first = gateway.connect();
    SimulatedTransport second = gateway.connect();
    assertLost(first, 1000 * MS);
    second.write(SND_NKE);
    assertThat(second.read(buffer, 1000 * MS)).isEqualTo(1);
  }

  @Test
  void idleConnectionIsClosed() {
    SimulatedTransport line = line("idle=30s");
    line.write(SND_NKE);
    assertThat(line.read(buffer, 1000 * MS)).isEqualTo(1);
    long last = line.clock().nanos();
    assertLost(line, 100_000 * MS);
    assertThat(line.clock().nanos()).isEqualTo(last + 30_000 * MS);
  }

  @Test
  void badOctetsAreDiscarded() {
    SimulatedTransport line = line("discards-bad-octets");
    assertThat(line.damagedOctets()).isEqualTo(DamagedOctets.UNKNOWN);
  }

  @Test
  void gatewayOfTheLineOptionsIsUsed() {
    SimulatedLine options = SimulatedLine.DEFAULT.withGateway(GatewayOptions.parse("delay=100ms"));
    SimulatedTransport line =
        SimulatedTransport.virtual(
            SimulatedBus.of(options, MeterDefinition.of("1234567824232804")));
    line.write(SND_NKE);
    assertThat(times(readUntil(line, 1000 * MS))).containsExactly(200 * MS + BEGIN + OCTET);
  }
}
