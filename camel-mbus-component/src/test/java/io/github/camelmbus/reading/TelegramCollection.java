package io.github.camelmbus.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.TelegramFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Good telegrams to start from: our own, and those of real meters where they lie beside us. */
public final class TelegramCollection {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "readings");

  private TelegramCollection() {}

  /** Always in the same order. */
  public static List<byte[]> telegrams() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String own :
        List.of(
            Telegrams.FIRST_OF_TWO,
            Telegrams.SECOND_OF_TWO,
            Telegrams.MANUFACTURER_DATA,
            Telegrams.ENCRYPTED,
            Telegrams.SHORT_HEADER,
            Telegrams.NO_HEADER)) {
      all.add(Telegrams.octets(own));
    }
    all.addAll(ofFiles());
    all.addAll(ofRealMeters());
    return all;
  }

  /** Those with records: every code that is decoded. */
  private static List<byte[]> ofFiles() {
    return TelegramFile.all().stream()
        .filter(file -> !file.name().matches("malformed-.*|device-type|ci-master"))
        .flatMap(file -> file.telegrams().stream())
        .map(HexFormat.of()::parseHex)
        .toList();
  }

  /** Empty where there are none. */
  public static List<byte[]> ofRealMeters() throws IOException {
    List<byte[]> all = new ArrayList<>();
    if (Files.isDirectory(CORPUS)) {
      try (Stream<Path> files = Files.list(CORPUS)) {
        for (Path file : files.sorted().toList()) {
          JsonNode content = new ObjectMapper().readTree(file.toFile());
          String hex = content.get("telegram").asText().toUpperCase(Locale.ROOT);
          all.add(HexFormat.of().parseHex(hex));
        }
      }
    }
    return all;
  }
}
