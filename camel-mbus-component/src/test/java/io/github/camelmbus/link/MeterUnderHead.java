package io.github.camelmbus.link;

import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Parity;
import io.github.camelmbus.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A meter under an optical head, in virtual time at 2400 bit/s: it sleeps, is woken by 2.1 s of 55h
 * without a break, and hears the first request only 33 to 330 bit after them. It answers SND_NKE
 * and selections of {@link #ADDRESS} with E5, and REQ_UD2 with one telegram.
 */
public final class MeterUnderHead implements Transport {
  public static final String ADDRESS = "1234567824232804";

  /** 08+00+72 + 78+56+34+12+24+23+28+04 + 01 + 0C+13+05 = 226: volume 5 l, access number 1. */
  public static final String TELEGRAM =
      "68 15 15 68 08 00 72 78 56 34 12 24 23 28 04 01 00 00 00 0C 13 05 00 00 00 26 16";

  private static final long BIT = 1_000_000_000L / 2400;

  private record Arrival(long nanos, byte octet) {}

  /** What happened, in order: {@code NONE}, {@code 55 x 528}, {@code EVEN}, {@code 10 40 ..}. */
  public final List<String> events = new ArrayList<>();

  /** Nanoseconds between the end of each wake-up and the request after it. */
  public final List<Long> pauses = new ArrayList<>();

  private final PriorityQueue<Arrival> arriving =
      new PriorityQueue<>((a, b) -> Long.compare(a.nanos, b.nanos));
  private Duration staysAwake = Duration.ofSeconds(30);
  private Duration delay = Duration.ZERO;
  private boolean fixedParity;
  private boolean echo;
  private boolean damagesFirstOctet;
  private boolean deaf;
  private boolean sleepsAfterEachAnswer;
  private Parity parity = Parity.EVEN;
  private long now;
  private long awakeUntil = -1;
  private long wakeUpEnd = -1;
  private boolean selected;

  /** How long it listens after the last octet on the line. */
  public MeterUnderHead awakeFor(Duration time) {
    staysAwake = time;
    return this;
  }

  public MeterUnderHead sleepingAfterEachAnswer() {
    sleepsAfterEachAnswer = true;
    return this;
  }

  /** The head returns what is sent. */
  public MeterUnderHead withEcho() {
    echo = true;
    return this;
  }

  /** The head wakes up, too: the first octet comes back damaged. */
  public MeterUnderHead withDamagedEcho() {
    damagesFirstOctet = true;
    return withEcho();
  }

  /** The parity cannot be set from here. */
  public MeterUnderHead behindAGateway() {
    fixedParity = true;
    return this;
  }

  /** All octets come this much later. */
  public MeterUnderHead delayedBy(Duration time) {
    delay = time;
    return this;
  }

  /** The head lies beside the eye. */
  public MeterUnderHead besideTheEye() {
    deaf = true;
    return this;
  }

  public int wakeUps() {
    return (int) events.stream().filter(event -> event.startsWith("55 x")).count();
  }

  /** Lets time pass in which nothing is sent. */
  public void idle(Duration time) {
    now += time.toNanos();
  }

  @Override
  public LineClock clock() {
    return () -> now;
  }

  @Override
  public boolean configure(LineSettings settings) {
    if (fixedParity) {
      return false;
    }
    parity = settings.parity();
    events.add(parity.name());
    return true;
  }

  @Override
  public void write(byte[] octets) {
    boolean wakeUp = octets.length > 20;
    int bits = parity == Parity.NONE ? 10 : 11;
    long end = now + octets.length * bits * BIT;
    events.add(wakeUp ? text(octets) : hex(octets));
    if (echo) {
      for (int i = 0; i < octets.length; i++) {
        boolean damaged = wakeUp && damagesFirstOctet && i == 0;
        arrive(now + (i + 1) * bits * BIT, damaged ? (byte) 0xD5 : octets[i]);
      }
    }
    if (wakeUp) {
      wakeUp(octets, end);
    } else {
      request(octets, end);
    }
  }

  private void wakeUp(byte[] octets, long end) {
    boolean right = parity == Parity.NONE || fixedParity;
    if (!deaf && right && end - now >= 2_100_000_000L) {
      awakeUntil = end + staysAwake.toNanos();
    }
    wakeUpEnd = end;
  }

  private void request(byte[] octets, long end) {
    boolean heard = now <= awakeUntil && parity == Parity.EVEN;
    if (wakeUpEnd >= 0) {
      long pause = now - wakeUpEnd;
      pauses.add(pause);
      heard &= pause >= 33 * BIT && pause <= 330 * BIT;
      wakeUpEnd = -1;
    }
    if (!heard) {
      return;
    }
    awakeUntil = end + staysAwake.toNanos();
    String answer = answer(octets);
    if (answer != null) {
      byte[] sent = HexFormat.of().parseHex(answer.replace(" ", ""));
      for (int i = 0; i < sent.length; i++) {
        arrive(end + 20_000_000 + (i + 1) * 11 * BIT, sent[i]);
      }
      if (sleepsAfterEachAnswer) {
        awakeUntil = -1;
        selected = false;
      }
    }
  }

  private @Nullable String answer(byte[] octets) {
    boolean isShort = octets[0] == 0x10;
    int control = octets[isShort ? 1 : 4] & 0xFF;
    int address = octets[isShort ? 2 : 5] & 0xFF;
    if (!isShort) {
      selected = selects(Arrays.copyOfRange(octets, 7, 15));
      return selected ? "E5" : null;
    }
    boolean mine = address == 0 || address == 254 || address == 253 && selected;
    if (control == 0x40) {
      selected &= address != 253;
      return mine && address != 253 ? "E5" : null;
    }
    return mine ? TELEGRAM : null;
  }

  private static boolean selects(byte[] mask) {
    byte[] own = HexFormat.of().parseHex("7856341224232804");
    for (int i = 0; i < own.length; i++) {
      for (int shift = 0; shift <= 4; shift += 4) {
        int asked = mask[i] >> shift & 0xF;
        if (asked != 0xF && asked != (own[i] >> shift & 0xF)) {
          return false;
        }
      }
    }
    return true;
  }

  private void arrive(long nanos, byte octet) {
    arriving.add(new Arrival(nanos + delay.toNanos(), octet));
  }

  private static String text(byte[] octets) {
    byte[] same = new byte[octets.length];
    Arrays.fill(same, (byte) 0x55);
    return Arrays.equals(octets, same) ? "55 x " + octets.length : hex(octets);
  }

  private static String hex(byte[] octets) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    Arrival next = arriving.peek();
    if (next == null || next.nanos > Math.max(deadline, now)) {
      now = Math.max(now, deadline);
      return 0;
    }
    now = Math.max(now, next.nanos);
    int count = 0;
    while (next != null && next.nanos <= now && count < buffer.length) {
      buffer[count++] = next.octet;
      arriving.remove();
      next = arriving.peek();
    }
    return count;
  }

  @Override
  public DamagedOctets damagedOctets() {
    return DamagedOctets.SHOWN;
  }

  @Override
  public Duration longestDelay() {
    return delay.isZero() ? Duration.ofMillis(40) : Duration.ofSeconds(10);
  }

  @Override
  public void close() {}
}
