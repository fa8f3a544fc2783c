package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.kmp.head.KmpNoAnswerException;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;

/** Prints what a meter under a head answers, or the failure that says why it does not. */
final class HeadReading {
  private HeadReading() {}

  static int print(KmpEndpoint endpoint, OutputOptions output, UnitOptions units, Clock clock)
      throws Exception {
    MeterReading reading = reading(endpoint, clock);
    new ReadingOutput(output, units).print(reading);
    output.requireWritten();
    return reading.error() == null ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private static MeterReading reading(KmpEndpoint endpoint, Clock clock) throws Exception {
    Exchange answer = HeadLine.call(endpoint);
    Exception failure = answer.getException();
    if (failure == null) {
      return answer.getMessage().getBody(MeterReading.class);
    } else if (failure instanceof KmpNoAnswerException silent) {
      return ReadingDecoder.failure(
              silent.code(), String.valueOf(silent.getMessage()), null, List.of())
          .from(null, endpoint.getCanonicalLine(), clock.instant());
    }
    throw failure;
  }
}
