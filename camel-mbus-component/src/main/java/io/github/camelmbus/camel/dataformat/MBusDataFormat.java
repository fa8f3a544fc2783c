package io.github.camelmbus.camel.dataformat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingIterator;
import io.github.camelmbus.reading.TelegramContent;
import io.github.camelmbus.reading.TelegramEncoding;
import io.github.camelmbus.reading.TelegramFormat;
import io.github.camelmbus.reading.UnreadableTelegramException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Raw telegrams to readings, and back.
 *
 * <p>{@code unmarshal} takes the data of a concentrator, a Kafka topic or a file: octets, with
 * anything between the telegrams; one wireless telegram (EN 13757-4) as octets; or text with one
 * telegram on each line, in hexadecimal digits or as programs write it into their logs. It gives
 * one {@link MeterReading}, or with {@code multiple} an iterator of them that reads the input while
 * it is used, so that {@code split(body()).streaming()} needs no more memory for a big file than
 * for a small one. Several telegrams of one readout are one reading.
 *
 * <p>{@code marshal} takes a reading, or several, and writes their telegrams as they were.
 *
 * <p>Input that cannot be read is an {@link UnreadableTelegramException}. Octets between telegrams
 * and frames that are no answer of a meter (acknowledgements, requests) are skipped, unless there
 * is nothing else.
 */
// Named by a service file and not by @Dataformat: there Quarkus looks for a catalog file mbus.json
// in this package, finds that of the component, and the build of an application fails.
public class MBusDataFormat extends ServiceSupport implements DataFormat, DataFormatName {
  @Metadata(
      description =
          "Whether the input may hold any number of readings. The result is an iterator then, which"
              + " reads the input while it is used: split(body()).streaming() needs little memory"
              + " for a big input. Otherwise the result is one reading, and a second one in the"
              + " input is an error.")
  private boolean multiple;

  @Metadata(
      description =
          "Whether what cannot be read becomes a reading with an error inside, at its place among"
              + " the others. Otherwise it is an exception that says what is wrong, at which"
              + " offset, and the octets.")
  private boolean lenient;

  @Metadata(
      defaultValue = "AUTO",
      description =
          "How telegrams are written: OCTETS as on the line, or HEX, text with one telegram on"
              + " each line, as digits or in other notations of programs and logs. AUTO looks at"
              + " the first octets of the input, and writes octets.")
  private TelegramEncoding encoding = TelegramEncoding.AUTO;

  @Metadata(
      defaultValue = "TELEGRAMS",
      description =
          "What the input is: TELEGRAMS, or RECORDS without a telegram around them, as messages of"
              + " LoRaWAN and NB-IoT hold them: one list of records as octets, or one on each line"
              + " of a text. Readings of RECORDS do not name a meter.")
  private TelegramContent content = TelegramContent.TELEGRAMS;

  @Metadata(
      label = "security",
      secret = true,
      description =
          "Keys of meters that encrypt, 32 hexadecimal digits each: one for all; or"
              + " 12345678=KEY,87654321=KEY by identification number or secondary address; or"
              + " file:keys.properties with such lines.")
  private @Nullable String secretKey;

  private Keys keys = Keys.NONE;

  @Override
  public String getDataFormatName() {
    return "mbus";
  }

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

  public TelegramContent getContent() {
    return content;
  }

  public void setContent(TelegramContent content) {
    this.content = content;
  }

  public @Nullable String getSecretKey() {
    return secretKey;
  }

  /**
   * @throws IllegalArgumentException if the option does not accept it; the message contains no key.
   */
  public void setSecretKey(@Nullable String secretKey) {
    this.secretKey = secretKey;
    keys = secretKey == null ? Keys.NONE : Keys.parse(secretKey);
  }

  /** A string is text whatever the encoding; anything else is read as a stream. */
  @Override
  public Object unmarshal(Exchange exchange, Object body) throws Exception {
    return body instanceof String text
        ? result(ReadingIterator.of(text, format()))
        : DataFormat.super.unmarshal(exchange, body);
  }

  @Override
  public Object unmarshal(Exchange exchange, InputStream stream) throws IOException {
    return result(ReadingIterator.of(stream, format()));
  }

  private TelegramFormat format() {
    return new TelegramFormat(encoding, content, lenient, keys);
  }

  private Object result(ReadingIterator readings) throws IOException {
    return multiple ? readings : readings.single();
  }

  /**
   * Writes the telegrams of a reading, or of all readings of a collection, an array or an iterator.
   *
   * @throws IllegalArgumentException if there is anything else.
   */
  @Override
  public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
    Iterator<?> readings = ObjectHelper.createIterator(graph);
    while (readings.hasNext()) {
      Object next = readings.next();
      if (!(next instanceof MeterReading reading)) {
        throw new IllegalArgumentException(
            "marshal with mbus takes MeterReading, one or several, not "
                + (next == null ? "null" : next.getClass().getName()));
      }
      write(reading, stream);
    }
  }

  private void write(MeterReading reading, OutputStream stream) throws IOException {
    for (String telegram : reading.telegrams()) {
      byte[] octets =
          encoding == TelegramEncoding.HEX
              ? (telegram + "\n").getBytes(StandardCharsets.US_ASCII)
              : HexFormat.of().parseHex(telegram);
      stream.write(octets);
    }
  }
}
