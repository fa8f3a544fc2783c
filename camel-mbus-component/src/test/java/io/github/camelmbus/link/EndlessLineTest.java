package io.github.camelmbus.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that sends without pause: 512 octets in each 50 us, which is 10 MB/s. */
class EndlessLineTest {
  private static final PrimaryAddress METER = new PrimaryAddress(1);
  private static final long CHUNK_NANOS = 50_000;

  /**
   * Discarded before the request: 522 octets, and the chunk that passes them. Taken for its answer:
   * 522, a frame of 261 that begins within them, and the chunk.
   */
  private static final int MOST_OF_ONE_REQUEST = 522 + 512 + 522 + 261 + 512;

  /** Hands out the same octet for ever. */
  private static final class Flood implements Transport {
    private final byte octet;
    private long now;
    private int handedOut;

    Flood(int octet) {
      this.octet = (byte) octet;
    }

    @Override
    public LineClock clock() {
      return () -> now;
    }

    @Override
    public void write(byte[] octets) {}

    @Override
    public int read(byte[] buffer, long deadline) {
      assertThat(handedOut).as("octets that were collected").isLessThan(100_000);
      now += CHUNK_NANOS;
      Arrays.fill(buffer, octet);
      handedOut += buffer.length;
      return buffer.length;
    }

    @Override
    public DamagedOctets damagedOctets() {
      return DamagedOctets.UNKNOWN;
    }

    @Override
    public void close() {}
  }

  private static Link link(Flood flood, int baudRate) {
    return new Link(
        "sim:test",
        flood,
        new LineProfile(null, Duration.ofMillis(500)),
        LineSettings.DEFAULT.withBaudRate(baudRate),
        new LinkSettings(null, Echo.AUTO, WakeUp.NONE),
        Duration.ZERO,
        (direction, octets, nanos) -> {});
  }

  private static byte[] request() {
    return new ShortFrame(ControlField.reqUd2(true), METER).encode();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 600, 1200, 2400, 4800, 9600, 19200, 38400})
  void zerosEndTheWaitAndTheReplySaysSo(int baudRate) {
    Flood flood = new Flood(0x00);
    Reply reply = link(flood, baudRate).request(request(), new TelegramMatcher(METER, null));

    assertThat(reply).isInstanceOf(Reply.Garbled.class);
    Damage damage = ((Reply.Garbled) reply).damage();
    assertThat(damage.kind()).isEqualTo(Damage.Kind.ENDLESS);
    assertThat(damage.text())
        .isEqualTo("1024 octets came without a pause, more than any answer has");
    assertThat(damage.kind().hint()).startsWith("the gateway or the converter sends without pause");
    assertThat(flood.handedOut).isLessThan(MOST_OF_ONE_REQUEST);
  }

  /** {@code 68 68 68 68} begins a long frame, and the next one begins in what follows it. */
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x10, 0x55, 0x68, 0xA2, 0xE5, 0xFF})
  void noOctetKeepsAReadOrAProbeListening(int octet) {
    Flood read = new Flood(octet);
    link(read, 2400).request(request(), new TelegramMatcher(METER, null));
    assertThat(read.handedOut).isLessThan(MOST_OF_ONE_REQUEST);

    Flood probe = new Flood(octet);
    Link link = link(probe, 2400);
    link.probe(request(), new TelegramMatcher(METER, null));
    link.probeQuickly(request(), ReplyMatcher.acknowledges());
    // What comes before its time is no answer, so a probe is sent up to four times.
    assertThat(probe.handedOut).isLessThan(2 * 4 * MOST_OF_ONE_REQUEST);
  }
}
