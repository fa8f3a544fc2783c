package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class SimulatedBusProperties {

  private static final House HOSTILE = House.named("hostile");
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 22, 12, 0);

  /** Any octets, or any command with a CI field of 50h to 53h where there are enough of them. */
  private static byte[] sent(byte[] octets) {
    return octets.length < 5
        ? octets
        : new LongFrame(
                new ControlField(0x40 | octets[0] & 0x3F),
                new PrimaryAddress(0xFC | octets[1] & 0x03),
                0x50 | octets[2] & 0x03,
                Arrays.copyOfRange(octets, 3, octets.length))
            .encode();
  }

  @Property(tries = 300)
  void whateverTheMasterSendsTheAnswerIsInTimeOrder(
      @ForAll @Size(max = 8) List<byte @Size(max = 40) []> master, @ForAll long seed) {
    SimulatedBus bus = new SimulatedBus(HOSTILE.line().withSeed(seed), NOON, HOSTILE.meters());
    long now = 0;
    for (byte[] octets : master) {
      List<LineOctet> answer = bus.transmit(sent(octets), now);
      long start = now;
      assertThat(answer).isSortedAccordingTo(Comparator.comparingLong(LineOctet::nanos));
      assertThat(answer).allMatch(octet -> octet.nanos() > start);
      now += 100 * Line.OCTET;
    }
  }

  @Property(tries = 200)
  void oneTalkerIsReceivedAsItSends(
      @ForAll @NotEmpty byte[] octets,
      @ForAll @IntRange(min = 300, max = 38400) int baudRate,
      @ForAll @IntRange(max = 1_000_000) int start) {
    BaudRate rate = new BaudRate(baudRate);
    Superposition line = new Superposition(rate, BadOctets.DROP);
    line.add(Signal.of(start, octets));
    List<LineOctet> received = line.sample();
    assertThat(received).hasSize(octets.length);
    for (int i = 0; i < octets.length; i++) {
      LineOctet expected = new LineOctet(start + rate.octets(i + 1), octets[i] & 0xFF);
      assertThat(received.get(i)).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void talkersInPhaseAreTheAndOfTheirDataBits(@ForAll byte first, @ForAll byte second) {
    Superposition line = new Superposition(new BaudRate(2400), BadOctets.RAW);
    line.add(Signal.of(0, new byte[] {first}));
    line.add(Signal.of(0, new byte[] {second}));
    assertThat(line.sample()).extracting(LineOctet::value).containsExactly(first & second & 0xFF);
  }
}
