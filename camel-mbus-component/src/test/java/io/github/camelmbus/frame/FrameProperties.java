package io.github.camelmbus.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.frame.FrameAssembler.Outcome;
import io.github.camelmbus.frame.FrameAssembler.Received;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class FrameProperties {

  @Property
  void anyOctetsAreAFrameOrATypedFault(@ForAll @Size(max = 300) byte[] octets) {
    try {
      assertThat(Frame.decode(octets).encode()).isEqualTo(octets);
    } catch (MBusFormatException fault) {
      assertThat(fault.offset()).isBetween(0, octets.length);
    }
  }

  @Property
  void everyFrameIsDecodedFromItsOctets(@ForAll("frames") Frame frame) {
    assertThat(Frame.decode(frame.encode())).isEqualTo(frame);
  }

  @Property
  void flippedBitIsNeverTakenForTheSameFrame(@ForAll("frames") Frame frame, @ForAll int position) {
    byte[] octets = frame.encode();
    int bit = Math.floorMod(position, octets.length * 8);
    octets[bit / 8] ^= (byte) (1 << bit % 8);
    try {
      assertThat(Frame.decode(octets)).isNotEqualTo(frame);
    } catch (MBusFormatException fault) {
      assertThat(fault.offset()).isBetween(0, octets.length);
    }
  }

  @Property
  void noOctetOfAStreamIsLostHoweverItIsCut(
      @ForAll("streams") byte[] stream, @ForAll @Size(max = 20) List<Integer> cuts) {
    FrameAssembler assembler = new FrameAssembler();
    List<Outcome> outcomes = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      int length = Math.min(Math.floorMod(cut, 40), stream.length - from);
      outcomes.addAll(assembler.accept(stream, from, length));
      from += length;
    }
    outcomes.addAll(assembler.accept(stream, from, stream.length - from));
    outcomes.addAll(assembler.end());
    assertThat(joined(outcomes)).isEqualTo(stream);
    assertThat(frames(outcomes)).isEqualTo(frames(octetByOctet(stream)));
  }

  @Property
  void noiseWithoutStartOctetsCostsNoFrame(
      @ForAll("frames") Frame frame, @ForAll("harmlessNoise") byte[] noise) {
    FrameAssembler assembler = new FrameAssembler();
    List<Outcome> outcomes = new ArrayList<>(assembler.accept(noise));
    outcomes.addAll(assembler.accept(frame.encode()));
    assertThat(frames(outcomes)).containsExactly(frame);
  }

  private static List<Outcome> octetByOctet(byte[] stream) {
    FrameAssembler assembler = new FrameAssembler();
    List<Outcome> outcomes = new ArrayList<>();
    for (byte octet : stream) {
      outcomes.addAll(assembler.accept(new byte[] {octet}));
    }
    outcomes.addAll(assembler.end());
    return outcomes;
  }

  private static byte[] joined(List<Outcome> outcomes) {
    var all = new ByteArrayOutputStream();
    outcomes.forEach(outcome -> all.writeBytes(outcome.octets().toArray()));
    return all.toByteArray();
  }

  private static List<Frame> frames(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Received.class::isInstance)
        .map(outcome -> ((Received) outcome).frame())
        .toList();
  }

  @Provide
  Arbitrary<Frame> frames() {
    Arbitrary<ControlField> control = Arbitraries.integers().between(0, 255).map(ControlField::new);
    Arbitrary<PrimaryAddress> address =
        Arbitraries.integers().between(0, 255).map(PrimaryAddress::new);
    Arbitrary<Integer> ci = Arbitraries.integers().between(0, 255);
    Arbitrary<byte[]> data =
        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(LongFrame.MAX_DATA);
    return Arbitraries.oneOf(
        Arbitraries.of(SingleCharacter.values()).map(single -> (Frame) single),
        Combinators.combine(control, address).as(ShortFrame::new),
        Combinators.combine(control, address, ci).as(ControlFrame::new),
        Combinators.combine(control, address, ci, data).as(LongFrame::new));
  }

  /** Frames, with noise before, between and behind them. */
  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(12);
    Arbitrary<byte[]> piece = Arbitraries.oneOf(noise, frames().map(Frame::encode));
    return piece.list().ofMaxSize(6).map(FrameProperties::concatenated);
  }

  @Provide
  Arbitrary<byte[]> harmlessNoise() {
    return Arbitraries.bytes()
        .filter(
            octet -> octet != 0x68 && octet != 0x10 && octet != (byte) 0xE5 && octet != (byte) 0xA2)
        .array(byte[].class)
        .ofMaxSize(20);
  }

  private static byte[] concatenated(List<byte[]> pieces) {
    var all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
