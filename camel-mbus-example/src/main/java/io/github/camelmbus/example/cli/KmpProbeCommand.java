package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.camel.head.ProbeResult;
import io.github.camelmbus.example.app.CommandCamel;
import io.github.camelmbus.example.sink.Printable;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.AsyncProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks repeatedly, while the user moves the head. */
@Command(
    name = "probe",
    description =
        "Asks the meter every 2 s and shows what comes back, to find the place of the head: its"
            + " echo, other octets, or the answer of the meter. Ends with Ctrl-C.")
public final class KmpProbeCommand implements Callable<Integer> {
  /** After a request that it did not understand, a meter ignores requests for 1.6 s. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  @Mixin HeadLine line = new HeadLine();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Ends after this number of requests; by default with Ctrl-C.")
  int count = Integer.MAX_VALUE;

  @Mixin OutputOptions output = new OutputOptions();

  private final CommandCamel camel;
  private final Clock clock;

  @Inject
  public KmpProbeCommand(CommandCamel camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    if (count < 1) {
      throw new IllegalArgumentException("--count is 1 or more, not " + count);
    }
    if (line.retries != null) {
      throw new IllegalArgumentException("probe repeats its request anyway; leave out --retries");
    }
    KmpEndpoint endpoint = line.endpoint(camel, Map.of("operation", "probe"));
    PrintStream out = output.data();
    boolean answers = false;
    String before = "";
    try (Interruption interruption = Interruption.watch();
        AsyncProducer producer = endpoint.createAsyncProducer()) {
      producer.start();
      for (int asked = 1; asked <= count && !interruption.requested(); asked++) {
        Instant next = clock.instant().plus(EVERY);
        ProbeResult result = LineCall.send(producer, ProbeResult.class, request -> {});
        answers = result.id() != null;
        out.print((output.json() ? result.json() : text(result, before)) + "\n");
        out.flush();
        before = result.words();
        if (asked < count) {
          interruption.await(Duration.between(clock.instant(), next));
        }
      }
    }
    return answers ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  /** A line with the result, and a second one with a hint if it is not the same as before. */
  private String text(ProbeResult result, String before) {
    LocalTime time = result.at().atZone(clock.getZone()).toLocalTime();
    String[] words = result.words().split(": ", 2);
    String seen =
        "%s  echo %-3s  octets %2d  %s"
            .formatted(
                time.truncatedTo(ChronoUnit.SECONDS),
                yes(result.probe().echo()),
                result.probe().octets(),
                words[0]);
    boolean isNew = words.length > 1 && !result.words().equals(before);
    return Printable.of(seen) + (isNew ? "\n  " + Printable.of(words[1]) : "");
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }
}
