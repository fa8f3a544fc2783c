package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.RegisterValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the entries of a log by their ids, page by page. A meter shortens an answer that is too
 * long for it, and its limit is not published: the number of entries that came is the limit of the
 * next pages with the same registers. After a damaged answer a page is one entry, and then grows
 * again. Confined to the thread of the line.
 */
final class LogPages {
  /**
   * Entries of the first page. Those of four octets take 1.4 s at 1200 bit/s, and less than the 3 s
   * of an answer where all octets are stuffed.
   */
  static final int FIRST_SIZE = 32;

  private final KmpSession session;
  private final int log;
  private final Map<List<Integer>, Integer> limits = new HashMap<>();

  LogPages(KmpSession session, int log) {
    this.session = session;
    this.log = log;
  }

  /** The meter reports that it cannot read its log. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Entries that were found, and where the log ends. */
  static final class Found {
    private final TreeMap<Long, Map<Integer, RegisterValue>> entries = new TreeMap<>();
    private boolean endsHere;

    /** Values by id and register. */
    TreeMap<Long, Map<Integer, RegisterValue>> entries() {
      return entries;
    }

    /** Whether the log has nothing older. */
    boolean endsHere() {
      return endsHere;
    }

    /** Whether some entry has a value of a register. */
    boolean has(int register) {
      return entries.values().stream().anyMatch(values -> values.containsKey(register));
    }

    private void add(LogEntry entry) {
      Map<Integer, RegisterValue> values =
          entries.computeIfAbsent(entry.id(), id -> new HashMap<>());
      entry.values().forEach(value -> values.put(value.register(), value));
    }
  }

  /**
   * Reads entries.
   *
   * @param high id of the newest one.
   * @param low id of the oldest one.
   * @param telegrams take the frames of the answers.
   * @throws KmpNoAnswerException if one entry alone is not answered to the last retry.
   */
  Found read(long high, long low, List<Integer> registers, List<OctetString> telegrams) {
    Found found = new Found();
    read(high, low, registers, telegrams, found);
    return found;
  }

  private void read(
      long high, long low, List<Integer> registers, List<OctetString> telegrams, Found found) {
    int size = limit(registers);
    long next = high;
    while (next >= low && !found.endsHere) {
      int asked = (int) Math.min(size, next - low + 1);
      KmpSession.Answered<Log> answered = ask(next, asked, registers);
      if (answered == null) {
        size = 1;
        continue;
      }
      Log answer = answered.answer();
      if (answer.entries().isEmpty()) {
        if (asked == 1 || !answer.has(Log.ENTRIES_CUT)) {
          requireNoFault(answer);
          found.endsHere = !answer.has(Log.REGISTER_NOT_LOGGED);
          return;
        }
        size = limited(registers, asked / 2);
        continue;
      }
      telegrams.add(answered.octets());
      answer.entries().forEach(found::add);
      size = isCut(answer, next, asked) ? limited(registers, answer.entries().size()) : 2 * size;
      size = Math.min(size, limit(registers));
      if (answer.firstId() < next && asked > 1) {
        // This meter has left out the newer end of the page.
        read(next, answer.firstId() + 1, registers, telegrams, found);
      }
      next = answer.firstId() - answer.entries().size();
      found.endsHere = answer.has(Log.OLDEST_INCLUDED);
    }
  }

  /** The most entries of a page of these registers, as far as is known. */
  int limit(List<Integer> registers) {
    return limits.getOrDefault(registers, FIRST_SIZE);
  }

  private int limited(List<Integer> registers, int size) {
    limits.put(registers, size);
    return size;
  }

  /** Whether the answer was too long for the meter, and did not end for another reason. */
  private static boolean isCut(Log answer, long id, int asked) {
    boolean endsEarly = answer.entries().size() < asked;
    boolean hasReason = answer.has(Log.OLDEST_INCLUDED) || answer.has(Log.FORMAT_CHANGED);
    return answer.firstId() < id || endsEarly && !hasReason;
  }

  static void requireNoFault(Log answer) {
    if (answer.has(Log.MEMORY_FAULT)) {
      throw new RefusedException("it says that the memory of the log has a fault");
    }
    if (answer.has(Log.BAD_REQUEST)) {
      throw new RefusedException("it says that it does not know the request");
    }
  }

  /** Null if no good answer of several entries came: the next page is one entry. */
  private KmpSession.@Nullable Answered<Log> ask(long id, int count, List<Integer> registers) {
    GetLog request = GetLog.back(log, id, count, registers);
    KmpSettings settings = session.settings();
    try {
      return session.ask(
          request,
          answer ->
              isAnswerTo(request, answer) ? null : "it has other entries than those asked for",
          settings.destination(),
          count == 1 ? settings.retries() : 0);
    } catch (KmpNoAnswerException failure) {
      if (count == 1) {
        throw failure;
      }
      return null;
    }
  }

  private static boolean isAnswerTo(GetLog request, Log answer) {
    int count = answer.entries().size();
    return answer.log() == request.log()
        && (count == 0
            || answer.firstId() <= request.from()
                && answer.firstId() - count >= request.from() - request.entries()
                && answer.entries().get(0).values().stream()
                    .allMatch(value -> request.registers().contains(value.register())));
  }
}
