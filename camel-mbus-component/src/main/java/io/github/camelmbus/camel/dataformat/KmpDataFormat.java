package io.github.camelmbus.camel.dataformat;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingIterator;
import io.github.camelmbus.reading.UnreadableTelegramException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Frames of the Kamstrup Meter Protocol to readings, and back.
 *
 * <p>{@code unmarshal} takes octets, with anything between the frames; or text with one frame, or
 * all frames of a readout, on each line. It gives one {@link MeterReading}, or with {@code
 * multiple} an iterator of them that reads the input while it is used. A reading begins with the
 * answer that has the serial number, or with one that has a register for the second time.
 *
 * <p>{@code marshal} takes a reading, or several, and writes their frames as they were.
 *
 * <p>Input that cannot be read is an {@link UnreadableTelegramException}. Requests, and answers
 * that hold no registers, are skipped, unless there is nothing else.
 */
// Named by a service file, as MBusDataFormat.
public class KmpDataFormat extends ReadingDataFormat {
  @Override
  public String getDataFormatName() {
    return "kmp";
  }

  @Override
  ReadingIterator readings(String text) {
    return ReadingIterator.ofKmp(text, isLenient());
  }

  @Override
  ReadingIterator readings(InputStream stream) throws IOException {
    return ReadingIterator.ofKmp(stream, getEncoding(), isLenient());
  }
}
