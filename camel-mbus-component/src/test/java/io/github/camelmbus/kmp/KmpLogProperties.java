package io.github.camelmbus.kmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpLogAnswer.Log;
import io.github.camelmbus.kmp.KmpLogAnswer.ModuleLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetLog;
import io.github.camelmbus.kmp.KmpLogRequest.GetModuleLogFromRecord;
import io.github.camelmbus.kmp.KmpLogRequest.ModuleSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Answers with logs as a meter may give them. */
class KmpLogProperties {

  private static List<LogEntry> entries(Random random, long firstId, int registers, int count) {
    List<RegisterValue> formats = new ArrayList<>();
    for (int i = 0; i < registers; i++) {
      formats.add(
          new RegisterValue(
              random.nextInt(0x10000),
              random.nextInt(0x100),
              random.nextInt(0x100),
              octets(random, 1 + random.nextInt(6))));
    }
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<RegisterValue> values =
          formats.stream()
              .map(
                  format ->
                      new RegisterValue(
                          format.register(),
                          format.unitCode(),
                          format.signExponent(),
                          octets(random, format.octets().length())))
              .toList();
      entries.add(new LogEntry(firstId - i, values));
    }
    return entries;
  }

  private static OctetString octets(Random random, int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return OctetString.of(octets);
  }

  @Property
  void aLogComesBackAsItWasSent(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int registers,
      @ForAll @IntRange(max = 20) int count,
      @ForAll @IntRange(max = 0xFFFF) int info) {
    long firstId = 40L + random.nextInt();
    firstId = firstId < 40 ? firstId + 0x80000000L + 40 : firstId;
    Log log =
        new Log(
            GetLog.By.ID.subCommand(),
            KmpLog.DAY.code(),
            registers,
            firstId,
            firstId,
            info,
            entries(random, firstId, registers, count));

    KmpFrame frame = KmpFrame.decode(log.frame(KmpFrame.METER, KmpLogRequest.CID).encode());

    assertThat(GetLog.back(KmpLog.DAY.code(), firstId, count, List.of(60)).answer(frame))
        .isEqualTo(log);
  }

  @Property
  void aLogOfAModuleComesBackAsItWasSent(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int registers,
      @ForAll @IntRange(max = 20) int count,
      @ForAll @IntRange(max = 0xFF) int info) {
    ModuleLog log =
        new ModuleLog(
            new ModuleLog.Page(1, registers, entries(random, 999, registers, count), 999, 999),
            info);

    KmpFrame frame = KmpFrame.decode(log.frame(KmpFrame.TOP_MODULE, 0xA2).encode());

    assertThat(
            new GetModuleLogFromRecord(new ModuleSelection(1, List.of(60), 1, 255), 1)
                .answer(frame))
        .isEqualTo(log);
  }
}
