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
 * all frames of a readout, on each line. It returns one {@link MeterReading}, or with {@code
 * multiple} an iterator of them that reads the input while it is used. A new reading begins with an
 * answer that has the serial number, or that repeats a register.
 *
 * <p>Pages of a log give a reading for each entry. It has the serial number of an answer before the
 * pages, if there is one, and the registers of all consecutive pages that have entries in common.
 * The time zone of the meter is unknown, so the reading has the time of its entry in its registers,
 * and no {@code readAt}.
 *
 * <p>{@code marshal} takes a reading, or several, and writes their original frames.
 *
 * <p>Input that cannot be decoded is an {@link UnreadableTelegramException}. Requests, and answers
 * without registers, are skipped, unless the input has nothing else.
 */
// Named by a service file, see MBusDataFormat.
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
