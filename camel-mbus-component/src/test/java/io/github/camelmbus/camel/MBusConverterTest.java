package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Converters as a route finds them: through the generated loader. */
class MBusConverterTest {
  private static final MeterReading READING = Readings.decodeHex(Telegrams.ENERGY_ONLY);
  private static final String JSON = ReadingJson.text(READING);

  private static DefaultCamelContext context;
  private static TypeConverter converter;

  @BeforeAll
  static void start() {
    context = new DefaultCamelContext();
    context.start();
    converter = context.getTypeConverter();
  }

  @AfterAll
  static void stop() {
    context.stop();
  }

  @Test
  void textAndOctetsAreJson() throws Exception {
    assertThat(converter.convertTo(String.class, READING)).isEqualTo(JSON);
    assertThat(converter.convertTo(byte[].class, READING))
        .isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
    try (InputStream stream = converter.convertTo(InputStream.class, READING)) {
      assertThat(stream).hasContent(JSON);
    }
  }

  @Test
  void mapIsWideAndListHasARowForEachRecord() {
    Map<?, ?> map = converter.convertTo(Map.class, READING);
    List<?> rows = converter.convertTo(List.class, READING);

    assertThat(map).isEqualTo(ReadingRows.wide(READING));
    assertThat(rows).isEqualTo(ReadingRows.rows(READING));
  }
}
