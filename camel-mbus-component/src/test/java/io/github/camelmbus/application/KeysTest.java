package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  private static final String ONE = "000102030405060708090A0B0C0D0E0F";
  private static final String TWO = "101112131415161718191a1b1c1d1e1f";
  private static final String THREE = "202122232425262728292A2B2C2D2E2F";
  private static final SecondaryAddress METER = SecondaryAddress.parse("1234567824232804");
  private static final SecondaryAddress OTHER = SecondaryAddress.parse("1234567924232804");

  @Test
  void keyAloneIsForAllMeters() {
    Keys keys = Keys.parse(" " + ONE + " ");

    assertThat(keys.keyOf(METER)).isEqualTo(AesKey.parse(ONE));
    assertThat(keys.keyOf(OTHER)).isEqualTo(AesKey.parse(ONE));
  }

  @Test
  void meterHasTheKeyOfItsNumber() {
    Keys keys = Keys.parse("12345678=" + ONE + ", 12345679 = " + TWO);

    assertThat(keys.keyOf(METER)).isEqualTo(AesKey.parse(ONE));
    assertThat(keys.keyOf(OTHER)).isEqualTo(AesKey.parse(TWO));
    assertThat(keys.keyOf(SecondaryAddress.parse("1234568024232804"))).isNull();
  }

  @Test
  void mostExactEntryCounts() {
    Keys keys = Keys.parse("%s,12345678=%s,1234567824232804=%s".formatted(ONE, TWO, THREE));

    assertThat(keys.keyOf(METER)).isEqualTo(AesKey.parse(THREE));
    assertThat(keys.keyOf(SecondaryAddress.parse("1234567824232904"))).isEqualTo(AesKey.parse(TWO));
    assertThat(keys.keyOf(OTHER)).isEqualTo(AesKey.parse(ONE));
  }

  @Test
  void keysMayStandInAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("keys.properties");
    Files.writeString(file, "# the cellar\n12345678=%s\n* = %s\n".formatted(ONE, TWO));

    Keys keys = Keys.parse("file:" + file);

    assertThat(keys.keyOf(METER)).isEqualTo(AesKey.parse(ONE));
    assertThat(keys.keyOf(OTHER)).isEqualTo(AesKey.parse(TWO));
  }

  @Test
  void blankTextIsNoKey() {
    assertThat(Keys.parse(" ").isEmpty()).isTrue();
    assertThat(Keys.NONE.keyOf(METER)).isNull();
  }

  @Test
  void textOfKeysShowsNoKey() {
    assertThat(Keys.parse("12345678=" + ONE)).hasToString("Keys[1, masked]");
    assertThat(Keys.parse(ONE).keyOf(METER)).hasToString("AesKey[masked]");
  }

  @ParameterizedTest
  @CsvSource({
    "'0001020304', 'entry 1 of the keys: a key for AES-128 is 32 hexadecimal digits, 10 characters"
        + " came'",
    "'12345678=g00102030405060708090A0B0C0D0E0F', 'entry 1 of the keys: a key for AES-128 is 32"
        + " hexadecimal digits, 32 characters came, some of them no such digits'",
    "'000102030405060708090A0B0C0D0E0F=12345678', 'entry 1 of the keys: in front of = stands an"
        + " identification number of 8 digits or a secondary address of 16, 32 characters came'",
    "'12345678=000102030405060708090A0B0C0D0E0F,12345678=000102030405060708090A0B0C0D0E0F', 'entry 2"
        + " of the keys: its meter has a key already'",
    "'000102030405060708090A0B0C0D0E0F,', 'entry 2 of the keys: a key for AES-128 is 32 hexadecimal"
        + " digits, 0 characters came'",
  })
  void messageTellsWhichEntryIsWrongAndNoKey(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Keys.parse(text)).withMessage(message);
  }

  /** Entries are counted as they stand in the file, and comments are not. */
  @Test
  void wrongEntryOfAFileIsNamedWithTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("keys.properties");
    Files.writeString(file, "# the cellar\n87654321=" + ONE + "\n12345678=0001020304\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.parse("file:" + file))
        .withMessage(
            "entry 2 of the keys in "
                + file
                + ": a key for AES-128 is 32 hexadecimal digits, 10 characters came");
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.parse("file:no-such.properties"))
        .withMessage("the keys in no-such.properties cannot be read: there is no such file");
  }

  /** The first line has the mark in front. */
  @Test
  void fileOfAnEditorOnWindowsIsRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("keys.properties");
    Files.writeString(file, "\uFEFF# of the cellar\r\n12345678=" + ONE + "\r\n");
    assertThat(Keys.parse("file:" + file)).hasToString("Keys[1, masked]");
  }

  @Test
  void fileInAnotherEncodingIsTold(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("keys.properties");
    Files.writeString(file, "# Küche\n12345678=" + ONE + "\n", StandardCharsets.ISO_8859_1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.parse("file:" + file))
        .withMessage("the keys in " + file + " cannot be read: it is no text in UTF-8");
  }
}
