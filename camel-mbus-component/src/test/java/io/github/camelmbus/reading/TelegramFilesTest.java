package io.github.camelmbus.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.TelegramFile;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MasterCommand;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of telegrams in {@code src/test/resources/telegrams} means what the file of JSON beside
 * it says: an array with an object for each telegram. An object has some members of the reading;
 * its records are all there are, and have all of key, value, unit and quality, where those without
 * unit and of good quality leave them out. {@code secretKey} is what they are read with, {@code
 * command} the meaning of a telegram of a master.
 */
class TelegramFilesTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static List<TelegramFile> files() {
    return TelegramFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void telegramsMeanWhatIsSaidBesideThem(TelegramFile file) throws IOException {
    JsonNode meanings = JSON.readTree(Files.readString(file.meaning()));
    List<String> telegrams = file.telegrams();

    assertThat(meanings).isNotEmpty().hasSize(telegrams.size());
    for (int i = 0; i < telegrams.size(); i++) {
      ObjectNode meaning = (ObjectNode) meanings.get(i);
      String place = file + ", telegram " + (i + 1);
      if (meaning.has("command")) {
        assertThat(command(telegrams.get(i))).as(place).isEqualTo(meaning.get("command").asText());
      } else {
        assertMeans(telegrams.get(i), meaning, place);
      }
    }
  }

  private static void assertMeans(String telegram, ObjectNode meaning, String place)
      throws IOException {
    JsonNode key = meaning.remove("secretKey");
    Keys keys = key == null ? Keys.NONE : Keys.parse(key.asText());
    JsonNode reading = JSON.readTree(ReadingJson.text(ReadingDecoder.decodeHex(telegram, keys)));
    assertHas(reading, meaning, place);
  }

  private static String command(String telegram) {
    Frame frame = Frame.decode(HexFormat.of().parseHex(telegram));
    ApplicationMessage message =
        frame instanceof ControlFrame control
            ? ApplicationMessage.decode(control.ci(), new byte[0])
            : ApplicationMessage.decode(((LongFrame) frame).ci(), ((LongFrame) frame).data());
    return ((MasterCommand) message).text();
  }

  private static void assertHas(JsonNode actual, JsonNode expected, String place) {
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String member = place + ", " + name;
      JsonNode value = actual.path(name);
      if (name.equals("records")) {
        assertRecords(value, expected.get(name), member);
      } else if (expected.get(name).isObject()) {
        assertHas(value, expected.get(name), member);
      } else {
        assertSame(value, expected.get(name), member);
      }
    }
  }

  private static void assertRecords(JsonNode actual, JsonNode expected, String place) {
    assertThat(keys(actual)).as(place).isEqualTo(keys(expected));
    for (int i = 0; i < expected.size(); i++) {
      String record = place + ", " + expected.get(i).get("key").asText();
      assertSame(actual.get(i).get("value"), expected.get(i).get("value"), record);
      assertThat(actual.get(i).path("unit").asText()).as(record).isEqualTo(unit(expected.get(i)));
      assertThat(actual.get(i).get("quality").asText())
          .as(record)
          .isEqualTo(expected.get(i).path("quality").asText("good"));
    }
  }

  private static String unit(JsonNode record) {
    return record.path("unit").asText();
  }

  private static List<String> keys(JsonNode records) {
    return records.findValuesAsText("key");
  }

  private static void assertSame(JsonNode actual, JsonNode expected, String place) {
    if (expected.isNumber()) {
      assertThat(actual.isNumber()).as(place + " is " + actual).isTrue();
      assertThat(actual.decimalValue()).as(place).isEqualByComparingTo(expected.decimalValue());
    } else {
      assertThat(actual).as(place).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyLineIsExplained(TelegramFile file) throws IOException {
    Set<String> bare = new TreeSet<>();
    for (String line : Files.readAllLines(file.path())) {
      boolean isLong = line.replace(" ", "").length() > 4;
      if (isLong && line.indexOf('#') < 0) {
        bare.add(line);
      }
    }
    assertThat(bare).isEmpty();
  }
}
