package io.github.camelmbus.camel.dataformat;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingIterator;
import io.github.camelmbus.reading.TelegramContent;
import io.github.camelmbus.reading.TelegramFormat;
import io.github.camelmbus.reading.UnreadableTelegramException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Raw telegrams to readings, and back.
 *
 * <p>{@code unmarshal} takes the data of a concentrator, a Kafka topic or a file: octets, with
 * anything between the telegrams; one wireless telegram (EN 13757-4) as octets; or text with one
 * telegram on each line, in hexadecimal digits or in the notation of common programs and logs. It
 * returns one {@link MeterReading}, or with {@code multiple} an iterator of them that reads the
 * input while it is used, so that {@code split(body()).streaming()} needs little memory for a big
 * file. Several telegrams of one readout are one reading.
 *
 * <p>{@code marshal} takes a reading, or several, and writes their original telegrams.
 *
 * <p>Input that cannot be decoded is an {@link UnreadableTelegramException}. Octets between
 * telegrams, and frames that are not answers of meters (acknowledgements, requests), are skipped,
 * unless the input has nothing else.
 */
// Named by a service file, not by @Dataformat: with that, Quarkus looks for a catalog file
// mbus.json
// in this package, finds that of the component, and fails to build an application.
public class MBusDataFormat extends ReadingDataFormat {
  @Metadata(
      defaultValue = "TELEGRAMS",
      description =
          "Content of the input: TELEGRAMS, or RECORDS without the rest of a telegram, as in"
              + " messages of LoRaWAN and NB-IoT: one list of records as octets, or one on each"
              + " line of a text. Readings of RECORDS do not name a meter.")
  private TelegramContent content = TelegramContent.TELEGRAMS;

  @Metadata(
      label = "security",
      secret = true,
      description =
          "AES keys of meters that encrypt, 32 hexadecimal digits each: one for all; or"
              + " 12345678=KEY,87654321=KEY by identification number or secondary address; or"
              + " file:keys.properties with such lines.")
  private @Nullable String secretKey;

  private Keys keys = Keys.NONE;

  @Override
  public String getDataFormatName() {
    return "mbus";
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

  @Override
  ReadingIterator readings(String text) {
    return ReadingIterator.of(text, format());
  }

  @Override
  ReadingIterator readings(InputStream stream) throws IOException {
    return ReadingIterator.of(stream, format());
  }

  private TelegramFormat format() {
    return new TelegramFormat(getEncoding(), content, isLenient(), keys);
  }
}
