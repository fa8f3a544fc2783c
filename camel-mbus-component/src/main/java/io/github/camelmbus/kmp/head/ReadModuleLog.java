package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLogAnswer.ModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromRecord;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromTime;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.head.KmpLogException.Reason;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log of a module towards the present: the first page by time (command A0h), the next ones
 * by the id of a record (A2h), as neither moves the module's mark of what was read. The serial
 * number is that of the meter.
 */
final class ReadModuleLog implements LogTask {
  private static final int FIRST_SIZE = 32;

  /** Less than the 3 s of an answer at 1200 bit/s, if few of its octets are stuffed. */
  private static final int MAX_LENGTH = 200;

  private static final int IDS = 0x10000;

  private final String line;
  private final ModuleLogQuery query;
  private final Consumer<LogWindow> windows;
  private final BooleanSupplier isAwaited;

  /** How far it came in earlier runs. */
  private @Nullable Long meter;

  private int handedOver;
  private @Nullable Integer lastId;
  private int size = FIRST_SIZE;

  /**
   * @param windows take what was read, on the thread of the line; must be quick.
   * @param isAwaited whether others wait for the line.
   */
  ReadModuleLog(
      String line, ModuleLogQuery query, Consumer<LogWindow> windows, BooleanSupplier isAwaited) {
    this.line = line;
    this.query = query;
    this.windows = windows;
    this.isAwaited = isAwaited;
  }

  @Override
  public @Nullable Long meter() {
    return meter;
  }

  @Override
  public Optional<LogReadout> run(KmpSession session) {
    KmpSession.Answered<KmpAnswer.SerialNumber> serial = askSerial(session);
    Run run = new Run(session, serial);
    long number = serial.answer().number();
    if (meter != null && meter != number) {
      throw run.failure(
          Reason.STOPPED, "has come under the head, where meter %d was".formatted(meter), null);
    }
    meter = number;
    try {
      return run.all();
    } catch (KmpNoAnswerException failure) {
      boolean silent = failure.seen() == Seen.NOTHING || failure.seen() == Seen.ECHO;
      if (lastId == null && silent) {
        askSerial(session);
        throw run.failure(
            Reason.NO_SUCH_LOG,
            "answers, but its module %02X does not answer to a request for a log (command A0)"
                .formatted(session.settings().destination()),
            failure);
      }
      throw run.failure(Reason.STOPPED, "stopped answering: " + failure.getMessage(), failure);
    }
  }

  private static KmpSession.Answered<KmpAnswer.SerialNumber> askSerial(KmpSession session) {
    return session.ask(
        new GetSerialNumber(), answer -> null, KmpFrame.METER, session.settings().retries());
  }

  /** One turn. */
  private final class Run {
    private final KmpSession session;
    private final KmpSession.Answered<KmpAnswer.SerialNumber> serial;
    private boolean ends;

    private Run(KmpSession session, KmpSession.Answered<KmpAnswer.SerialNumber> serial) {
      this.session = session;
      this.serial = serial;
    }

    private LogReadout readout() {
      return new LogReadout(serial.answer().number(), handedOver, List.of(), null);
    }

    private KmpLogException failure(Reason reason, String what, @Nullable Throwable cause) {
      return new KmpLogException(
          reason,
          readout(),
          "%s: meter %d %s. %d records were read"
              .formatted(line, serial.answer().number(), what, handedOver),
          cause);
    }

    private Optional<LogReadout> all() {
      while (!ends) {
        KmpSession.Answered<ModuleLog> answered = page();
        if (answered == null) {
          size = 1;
        } else {
          take(answered);
          if (!ends && isAwaited.getAsBoolean()) {
            return Optional.empty();
          }
        }
      }
      return Optional.of(readout());
    }

    private KmpLogRequest<ModuleLog> request() {
      ModuleSelection selection =
          new ModuleSelection(query.log(), query.registers(), size, MAX_LENGTH);
      return lastId == null
          ? new GetModuleLogFromTime(selection, query.from())
          : new GetModuleLogFromRecord(selection, (lastId + 1) % IDS);
    }

    /** Null if an answer of several records did not come whole. */
    private KmpSession.@Nullable Answered<ModuleLog> page() {
      KmpSettings settings = session.settings();
      int retries = size == 1 ? settings.retries() : 0;
      try {
        return session.ask(request(), this::misfit, settings.destination(), retries);
      } catch (KmpNoAnswerException failure) {
        if (size == 1) {
          throw failure;
        }
        return null;
      }
    }

    private @Nullable String misfit(ModuleLog answer) {
      return fits(answer) ? null : "it has other records than those asked for";
    }

    private boolean fits(ModuleLog answer) {
      ModuleLog.Page page = answer.page();
      return page == null
          || page.log() == query.log()
              && page.entries().stream()
                  .allMatch(
                      entry ->
                          isNew(entry)
                              && entry.values().stream()
                                  .allMatch(value -> query.registers().contains(value.register())));
    }

    /** Ids begin again after 65535. */
    private boolean isNew(LogEntry entry) {
      return lastId == null || (entry.id() - lastId + IDS - 1) % IDS < IDS / 2;
    }

    private void take(KmpSession.Answered<ModuleLog> answered) {
      ModuleLog answer = answered.answer();
      List<LogEntry> entries = answer.entries();
      if (entries.isEmpty()) {
        ends = size == 1 || !answer.has(ModuleLog.CUT);
        size = Math.max(1, size / 2);
        return;
      }
      lastId = (int) entries.get(entries.size() - 1).id();
      size = answer.has(ModuleLog.CUT) ? entries.size() : Math.min(FIRST_SIZE, 2 * size);
      List<LogEntry> wanted = entries.stream().filter(this::isWanted).toList();
      ends = answer.has(ModuleLog.END_OF_LOG) || isNewest(answer) || wanted.size() < entries.size();
      if (!wanted.isEmpty()) {
        List<OctetString> telegrams = List.of(serial.octets(), answered.octets());
        windows.accept(
            new LogWindow(serial.answer().number(), "module-" + query.log(), wanted, telegrams));
        handedOver += wanted.size();
      }
    }

    private boolean isNewest(ModuleLog answer) {
      ModuleLog.Page page = answer.page();
      return page != null && lastId != null && page.newestId() == lastId;
    }

    private boolean isWanted(LogEntry entry) {
      LogTime time = LogTime.of(entry.values());
      return query.to() == null || time == null || !time.isAfter(query.to());
    }
  }
}
