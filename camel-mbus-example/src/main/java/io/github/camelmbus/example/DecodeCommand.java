package io.github.camelmbus.example;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.camel.MeterReading;
import io.github.camelmbus.camel.Readings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Telegrams in, readings out, line by line. */
@Command(
    name = "decode",
    description = "Decodes telegrams, one per line in hex; # starts a comment.")
public final class DecodeCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Telegrams; stdin without it.")
  @Nullable Path file;

  @Mixin KeyOptions keys = new KeyOptions();

  @Mixin OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    Keys known = keys.keys();
    try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
      return decode(new TelegramLines(in), known, new ReadingOutput(output));
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException("no such file: " + file);
    }
  }

  private static int decode(TelegramLines telegrams, Keys keys, ReadingOutput out)
      throws IOException {
    int exitCode = ExitCode.OK;
    for (String line = telegrams.next(); line != null; line = telegrams.next()) {
      MeterReading reading = Readings.decodeHex(line, keys);
      if (reading.error() != null) {
        exitCode = ExitCode.SOME_FAILED;
      }
      out.print(reading);
      if (!out.isOpen()) {
        break;
      }
    }
    return exitCode;
  }
}
