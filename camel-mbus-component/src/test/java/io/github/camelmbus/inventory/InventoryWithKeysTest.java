package io.github.camelmbus.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Who can read the keys of meters, as the logger of the tests prints it. */
@DisabledOnOs(OS.WINDOWS) // which has no such permissions
@ResourceLock(Resources.SYSTEM_ERR)
class InventoryWithKeysTest {
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir Path folder;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void listenNoMore() {
    System.setErr(before);
  }

  private String warnings(String member, String permissions) throws IOException {
    Path file = folder.resolve("inventory.json");
    Files.writeString(file, "{\"meters\":[{\"secondaryAddress\":\"12345678\"" + member + "}]}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    KnownMeters known = new KnownMeters(file, Clock.systemUTC());
    known.load(false);
    known.current(); // reads it again, as it was written a moment ago
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void keysThatEveryUserCanReadAreWarnedOfOnce() throws IOException {
    String warnings = warnings(",\"secretKey\":\"" + KEY + "\"", "rw-r--r--");
    assertThat(warnings)
        .containsOnlyOnce("inventory.json has keys of meters and can be read by every user")
        .contains("chmod 600")
        .doesNotContain(KEY);
  }

  @Test
  void keysOfTheOwnerAndInventoriesWithoutKeysAreNoReasonToWarn() throws IOException {
    assertThat(warnings(",\"secretKey\":\"" + KEY + "\"", "rw-r-----")).isEmpty();
    assertThat(warnings("", "rw-r--r--")).isEmpty();
  }
}
