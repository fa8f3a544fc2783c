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
 * <p>Pages of a log are a reading for each entry, which has the serial number if an answer with it
 * comes before them, and the registers of all pages that follow one another and have entries in
 * common. Nothing says in which zone the clock of the meter is, so a reading has the time of its
 * entry in its registers, and no {@code readAt}.
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
