package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import java.time.Clock;
import java.util.List;

/** Prints the reading of a meter under a head, or if it does not answer, one with the error. */
final class HeadReading {
  private HeadReading() {}

  static int print(KmpEndpoint endpoint, OutputOptions output, UnitOptions units, Clock clock)
      throws Exception {
    MeterReading reading = reading(endpoint, clock);
    new ReadingOutput(output, units).print(reading);
    return reading.error() == null ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private static MeterReading reading(KmpEndpoint endpoint, Clock clock) throws Exception {
    try {
      return LineCall.send(endpoint, MeterReading.class, request -> {});
    } catch (KmpNoAnswerException e) {
      return ReadingDecoder.failure(e.code(), String.valueOf(e.getMessage()), null, List.of())
          .from(null, endpoint.getCanonicalLine(), clock.instant());
    }
  }
}
