package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLogConfiguration;
import io.github.camelmbus.kmp.KmpRequest;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A meter with one log, in virtual time: it cuts long answers, and some come damaged. */
final class LogMeter implements Transport {
  private static final long LATENCY = 100_000_000;

  private final List<Integer> registers;
  private final int newest;
  private final int oldest;
  private final int limit;
  private final boolean cutsNewer;
  private final double damage;
  private final Random random;
  private long now;
  private long arrival;
  private byte[] arriving = new byte[0];
  private int requests;

  /**
   * @param limit entries of an answer at most.
   * @param cutsNewer whether a long answer is cut at its newer end, otherwise at its older one.
   * @param damage chance of a wrong octet in an answer.
   */
  LogMeter(
      List<Integer> registers,
      int oldest,
      int newest,
      int limit,
      boolean cutsNewer,
      double damage,
      Random random) {
    this.registers = registers;
    this.oldest = oldest;
    this.newest = newest;
    this.limit = limit;
    this.cutsNewer = cutsNewer;
    this.damage = damage;
    this.random = random;
  }

  int requests() {
    return requests;
  }

  @Override
  public LineClock clock() {
    return () -> now;
  }

  @Override
  public void write(byte[] octets) {
    requests++;
    KmpFrame frame = KmpFrame.decode(octets);
    KmpAnswer answer = answer(KmpRequest.decode(frame));
    arriving = answer.frame(frame.destination(), frame.cid()).encode();
    arrival = now + LATENCY;
    if (random.nextDouble() < damage) {
      arriving[2 + random.nextInt(arriving.length - 3)] ^= 1;
    }
  }

  private KmpAnswer answer(KmpRequest<?> request) {
    if (request instanceof KmpRequest.GetSerialNumber) {
      return new KmpAnswer.SerialNumber(77705923L);
    }
    if (request instanceof GetLogConfiguration configuration) {
      OctetString two = OctetString.of((byte) 0, (byte) 0);
      OctetString six = OctetString.of(new byte[6]);
      return new KmpLogAnswer.LogConfiguration(configuration.log(), six, two, two, 0, registers);
    }
    if (request instanceof GetLog back) {
      long id = back.by() == GetLog.By.ID ? back.from() : newest - back.from();
      return page(back.by().subCommand(), id, back.entries(), back.registers());
    }
    throw new AssertionError(request);
  }

  private Log page(int subCommand, long id, int asked, List<Integer> wanted) {
    if (id > newest || id < oldest) {
      return new Log(subCommand, KmpLog.DAY.code(), 0, id, newest, Log.OUT_OF_RANGE, List.of());
    }
    int there = (int) Math.min(asked, id - oldest + 1);
    int given = Math.min(there, limit);
    long first = cutsNewer ? id - (there - given) : id;
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      entries.add(ReadLogTest.entry(first - i, wanted.toArray(new Integer[0])));
    }
    int info = given < there ? Log.ENTRIES_CUT : 0;
    info |= first - given < oldest ? Log.OLDEST_INCLUDED : 0;
    return new Log(subCommand, KmpLog.DAY.code(), wanted.size(), first, newest, info, entries);
  }

  @Override
  public int read(byte[] buffer, long deadline) {
    if (arriving.length == 0 || arrival > Math.max(deadline, now)) {
      now = Math.max(now, deadline);
      return 0;
    }
    now = Math.max(now, arrival);
    int length = arriving.length;
    System.arraycopy(arriving, 0, buffer, 0, length);
    arriving = new byte[0];
    return length;
  }

  @Override
  public DamagedOctets damagedOctets() {
    return DamagedOctets.SHOWN;
  }

  @Override
  public void close() {}
}
