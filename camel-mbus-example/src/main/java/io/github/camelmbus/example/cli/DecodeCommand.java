package io.github.camelmbus.example.cli;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.TelegramContent;
import io.github.camelmbus.reading.TelegramReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decodes telegrams line by line. */
@Command(
    name = "decode",
    description =
        "Decodes telegrams of wired and wireless meters, one per line, in hexadecimal or as in the"
            + " logs of programs; # starts a comment.")
public final class DecodeCommand implements Callable<Integer> {
  private static final Pattern OCTETS = Pattern.compile("[0-9A-Fa-f]{2}[0-9A-Fa-f :]*");
  private static final String FROM_STDIN =
      "; octets are taken from a file or from stdin, as in: echo '68 ...' | mbus decode";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "File with the telegrams; by default stdin.")
  @Nullable Path file;

  @Option(
      names = "--records",
      description =
          "Decode lists of records without a telegram, as in messages of LoRaWAN and NB-IoT.")
  boolean records;

  @Mixin KeyOptions keys = new KeyOptions();

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin UnitOptions units = new UnitOptions();

  @Override
  public Integer call() throws IOException {
    Keys known = keys.keys();
    if (records && !known.isEmpty()) {
      throw new IllegalArgumentException(
          "--key does not go with --records: a list of records is not encrypted, and does not"
              + " contain the address of its meter");
    }
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      TelegramContent content = records ? TelegramContent.RECORDS : TelegramContent.TELEGRAMS;
      return decode(new TelegramReader(in, content, known), new ReadingOutput(output, units));
    } catch (NoSuchFileException e) {
      String hint = OCTETS.matcher(String.valueOf(file)).matches() ? FROM_STDIN : "";
      throw new NoSuchFileException("no such file: " + file + hint);
    }
  }

  private static int decode(TelegramReader telegrams, ReadingOutput out) throws IOException {
    int exitCode = ExitCode.OK;
    for (MeterReading next = telegrams.next(); next != null; next = telegrams.next()) {
      if (next.error() != null) {
        exitCode = ExitCode.SOME_FAILED;
      }
      out.print(next);
      if (!out.isOpen()) {
        break;
      }
    }
    return exitCode;
  }
}
