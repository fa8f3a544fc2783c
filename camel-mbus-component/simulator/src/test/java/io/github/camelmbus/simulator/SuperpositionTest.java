package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.simulator.Superposition.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuperpositionTest {
  private static final BaudRate RATE = new BaudRate(2400);
  private static final long BIT = RATE.bits(1);

  private static String sampled(BadOctets badOctets, Signal... signals) {
    Superposition line = new Superposition(RATE, badOctets);
    List.of(signals).forEach(line::add);
    return Line.text(line.sample());
  }

  private static Signal talker(long start, String octets) {
    return Signal.of(start, Line.hex(octets));
  }

  @Test
  void everyOctetOfOneTalkerArrivesAsSent() {
    StringBuilder all = new StringBuilder();
    for (int octet = 0; octet < 256; octet++) {
      all.append("%02X".formatted(octet));
    }
    assertThat(sampled(BadOctets.DROP, talker(123, all.toString()))).isEqualTo(all.toString());
  }

  @Test
  void octetArrivesWithTheEndOfItsStopBit() {
    Superposition line = new Superposition(RATE, BadOctets.RAW);
    line.add(talker(1000, "E5"));
    assertThat(line.sample()).containsExactly(new LineOctet(1000 + RATE.octets(1), 0xE5));
  }

  @Test
  void talkersInPhaseAreTheAndOfTheirOctets() {
    // 0F = 0000 1111, parity 0; F0 = 1111 0000, parity 0; AND = 00, parity 0: a good octet.
    assertThat(sampled(BadOctets.DROP, talker(0, "0F"), talker(0, "F0"))).isEqualTo("00");
  }

  @Test
  void parityBitIsPartOfTheAnd() {
    // E5 = 1110 0101, parity 1; 68 = 0110 1000, parity 1; AND = 60, parity 1, but 60 wants 0.
    Signal ack = talker(0, "E5");
    Signal telegram = talker(0, "6804");
    assertThat(sampled(BadOctets.RAW, ack, telegram)).isEqualTo("6004");
    assertThat(sampled(BadOctets.ZERO, ack, telegram)).isEqualTo("0004");
    assertThat(sampled(BadOctets.DROP, ack, telegram)).isEqualTo("04");
  }

  @Test
  void equalOctetsOneBitApartAreGarbled() {
    // Bits in the order of the line, start bit first, E5 has five ones, so parity 1:
    //   first    0 1 0 1 0 0 1 1 1 1 1
    //   second     0 1 0 1 0 0 1 1 1 1 1
    //   line     0 0 0 0 0 0 0 1 1 1 1 1    data 0000 0011 from the low bit on = C0, parity 1: bad
    Signal first = talker(0, "E5");
    Signal second = talker(BIT, "E5");
    assertThat(sampled(BadOctets.RAW, first, second)).isEqualTo("C0");
    assertThat(sampled(BadOctets.DROP, first, second)).isEmpty();
  }

  @Test
  void equalOctetsATenthOfABitApartAreOneCleanOctet() {
    assertThat(sampled(BadOctets.DROP, talker(0, "E5"), talker(BIT / 10, "E5"))).isEqualTo("E5");
  }

  @Test
  void equalOctetsFarApartAreTwo() {
    assertThat(sampled(BadOctets.DROP, talker(0, "E5"), talker(30 * BIT, "E5"))).isEqualTo("E5E5");
  }

  @Test
  void breakIsOneZeroOctetAndTheLineIsFreeAfterIt() {
    Superposition line = new Superposition(RATE, BadOctets.RAW);
    line.add(new Space(0, 50_000_000));
    line.add(talker(60_000_000, "E5"));
    assertThat(Line.text(line.sample())).isEqualTo("00E5");
  }
}
