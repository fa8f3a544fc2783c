package io.github.camelmbus.camel.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpLogAnswer;
import io.github.camelmbus.kmp.KmpLogRequest;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.LogEntry;
import io.github.camelmbus.kmp.LogTime;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.kmp.head.LogWindow;
import io.github.camelmbus.reading.MeterReading;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadReaderTest {
  private static final int DATE_TIME_UNIT = 0x4F;

  /** An entry of 2026-10-25, at a full hour by the clock of the meter. */
  private static LogWindow window(long id, int hour) {
    OctetString time = OctetString.of(new byte[] {0, 26, 10, 25, (byte) hour, 0, 0});
    LogEntry entry =
        new LogEntry(id, List.of(new RegisterValue(LogTime.DATE_TIME, DATE_TIME_UNIT, 0, time)));
    KmpAnswer page = new KmpLogAnswer.Log(6, KmpLog.HOUR.code(), 1, id, 300, 0, List.of(entry));
    KmpAnswer serial = new KmpAnswer.SerialNumber(77705923);
    return new LogWindow(
        77705923,
        "hour",
        List.of(entry),
        List.of(frame(serial, new GetSerialNumber().cid()), frame(page, KmpLogRequest.CID)));
  }

  private static OctetString frame(KmpAnswer answer, int cid) {
    return OctetString.of(answer.frame(KmpFrame.METER, cid).encode());
  }

  /** A readout goes back in time; clocks in Berlin go back from 03:00 to 02:00. */
  @Test
  void entriesOfOneTimeAreToldApartAcrossWindows() {
    List<LogWindow> windows = List.of(window(292, 3), window(291, 2), window(290, 2));

    List<MeterReading> readings =
        HeadReader.readings(windows, "sim:kmp", ZoneId.of("Europe/Berlin"));

    assertThat(readings)
        .extracting(MeterReading::readAt)
        .containsExactly(
            Instant.parse("2026-10-25T00:00:00Z"),
            Instant.parse("2026-10-25T01:00:00Z"),
            Instant.parse("2026-10-25T02:00:00Z"));
    assertThat(readings)
        .extracting(reading -> reading.log().entry())
        .containsExactly(290L, 291L, 292L);
  }
}
