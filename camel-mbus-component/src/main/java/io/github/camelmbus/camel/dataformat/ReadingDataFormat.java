package io.github.camelmbus.camel.dataformat;

import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingIterator;
import io.github.camelmbus.reading.TelegramEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.service.ServiceSupport;

/** Common part of the data formats of all protocols: telegrams to readings, and back. */
public abstract class ReadingDataFormat extends ServiceSupport
    implements DataFormat, DataFormatName {
  @Metadata(
      description =
          "Whether the input may hold any number of readings. The result is then an iterator, which"
              + " reads the input while it is used: split(body()).streaming() needs little memory"
              + " for a big input. Otherwise the result is one reading, and a second one in the"
              + " input is an error.")
  private boolean multiple;

  @Metadata(
      description =
          "Whether input that cannot be decoded becomes a reading with an error, at its place among"
              + " the others. Otherwise it is an exception that names the error, its offset and the"
              + " octets.")
  private boolean lenient;

  @Metadata(
      defaultValue = "AUTO",
      description =
          "Form of telegrams: OCTETS as on the line, or HEX, text with one telegram on each line,"
              + " as hexadecimal digits or in the notation of common programs and logs. AUTO"
              + " detects the form of input by its first octets, and writes OCTETS.")
  private TelegramEncoding encoding = TelegramEncoding.AUTO;

  ReadingDataFormat() {}

  public boolean isMultiple() {
    return multiple;
  }

  public void setMultiple(boolean multiple) {
    this.multiple = multiple;
  }

  public boolean isLenient() {
    return lenient;
  }

  public void setLenient(boolean lenient) {
    this.lenient = lenient;
  }

  public TelegramEncoding getEncoding() {
    return encoding;
  }

  public void setEncoding(TelegramEncoding encoding) {
    this.encoding = encoding;
  }

  /** A string is read as text with each encoding; any other body is read as a stream. */
  @Override
  public Object unmarshal(Exchange exchange, Object body) throws Exception {
    return body instanceof String text
        ? result(readings(text))
        : DataFormat.super.unmarshal(exchange, body);
  }

  @Override
  public Object unmarshal(Exchange exchange, InputStream stream) throws IOException {
    return result(readings(stream));
  }

  /** The readings in a text. */
  abstract ReadingIterator readings(String text);

  /** The readings in a stream, which the iterator closes. */
  abstract ReadingIterator readings(InputStream stream) throws IOException;

  private Object result(ReadingIterator readings) throws IOException {
    return multiple ? readings : readings.single();
  }

  /**
   * Writes the telegrams of a reading, or of all readings of a collection, an array or an iterator.
   *
   * @throws IllegalArgumentException if the body has anything else.
   */
  @Override
  public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
    Iterator<?> readings = ObjectHelper.createIterator(graph);
    List<String> before = List.of();
    while (readings.hasNext()) {
      Object next = readings.next();
      if (!(next instanceof MeterReading reading)) {
        throw new IllegalArgumentException(
            "marshal with "
                + getDataFormatName()
                + " takes MeterReading, one or several, not "
                + (next == null ? "null" : next.getClass().getName()));
      }
      List<String> telegrams = new ArrayList<>(reading.telegrams());
      if (reading.log() != null) {
        // Entries of a log share their pages.
        telegrams.removeAll(before);
      }
      write(telegrams, stream);
      before = reading.telegrams();
    }
  }

  private void write(List<String> telegrams, OutputStream stream) throws IOException {
    for (String telegram : telegrams) {
      byte[] octets =
          encoding == TelegramEncoding.HEX
              ? (telegram + "\n").getBytes(StandardCharsets.US_ASCII)
              : HexFormat.of().parseHex(telegram);
      stream.write(octets);
    }
  }
}
