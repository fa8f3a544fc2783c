package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.application.ApplicationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which test has a telegram or record with a code in it; the shortest one counts. */
final class CoverageProofs {
  private static final Path TESTS = Path.of("src/test/java/io/github/camelmbus/data");
  private static final String TELEGRAMS = "io.github.camelmbus.camel.Telegrams";

  /** Octets of records in groups, as DIB, VIB and data; or what stands before the first comma. */
  private static final Pattern HEX_TEXT = Pattern.compile("\"([0-9A-F]{2,} [0-9A-F ]+)[,\"]");

  /** 68 L L 68 C A CI and, with CI 72, identification, manufacturer, version, device type. */
  private static final int CI_OFFSET = 6;

  private static final int DEVICE_TYPE_OFFSET = 14;
  private static final int LONG_HEADER_RECORDS = 19;
  private static final int LONG_HEADER_CI = 0x72;

  /** Of a VIF or VIFE without its extension bit. */
  private static final int CODE = 0x7F;

  private final Map<String, String> proofs = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();

  private CoverageProofs() {}

  static CoverageProofs ofTheTests() {
    CoverageProofs all = new CoverageProofs();
    try (Stream<Path> files = Files.list(TESTS)) {
      for (Path file :
          files.filter(path -> path.toString().endsWith("Test.java")).sorted().toList()) {
        all.addRecords(file);
      }
      all.addTelegrams(Class.forName(TELEGRAMS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  String ciField(int code) {
    return proof("CI", code);
  }

  String deviceType(int code) {
    return proof("device type", code);
  }

  String dataField(int code) {
    return proof("data field", code);
  }

  String functionField(int code) {
    return proof("function field", code);
  }

  String special(int dif) {
    return proof("special", dif);
  }

  String lvar(int code) {
    return proof("LVAR", code);
  }

  String vif(String prefix, int code) {
    return proof("VIF" + prefix, code);
  }

  String vife(String prefix, int code) {
    return proof("VIFE" + prefix, code);
  }

  private String proof(String table, int code) {
    return proofs.getOrDefault(key(table, code), "");
  }

  private static String key(String table, int code) {
    return table + " " + code;
  }

  private void addRecords(Path file) throws IOException {
    String test = file.getFileName().toString().replace(".java", "");
    Matcher texts = HEX_TEXT.matcher(Files.readString(file));
    while (texts.find()) {
      String digits = texts.group(1).replace(" ", "");
      if (digits.length() % 2 == 0) {
        addRecords(HexFormat.of().parseHex(digits), test + " `" + texts.group(1).strip() + "`");
      }
    }
  }

  private void addTelegrams(Class<?> telegrams) throws ReflectiveOperationException {
    for (Field field : telegrams.getDeclaredFields()) {
      if (field.getType() == String.class && !Modifier.isPrivate(field.getModifiers())) {
        field.setAccessible(true);
        byte[] telegram = HexFormat.of().parseHex((String) field.get(null));
        addTelegram(telegram, "Telegrams.%s".formatted(field.getName()));
      }
    }
  }

  private void addTelegram(byte[] telegram, String proof) {
    int ci = telegram[CI_OFFSET] & 0xFF;
    if (!isWhole(ci, Arrays.copyOfRange(telegram, CI_OFFSET + 1, telegram.length - 2))) {
      return;
    }
    add("CI", ci, telegram.length, proof);
    if (ci == LONG_HEADER_CI) {
      add("device type", telegram[DEVICE_TYPE_OFFSET] & 0xFF, telegram.length, proof);
      addRecords(Arrays.copyOfRange(telegram, LONG_HEADER_RECORDS, telegram.length - 2), proof);
    }
  }

  private static boolean isWhole(int ci, byte[] data) {
    try {
      ApplicationMessage.decode(ci, data);
      return true;
    } catch (MBusFormatException damage) {
      return false;
    }
  }

  private void addRecords(byte[] octets, String proof) {
    RecordList list = RecordList.decode(octets);
    if (!list.complete()) {
      return;
    }
    int rest = octets.length;
    for (DataRecord record : list.records()) {
      rest -= record.octets().length;
      add(record, octets.length, proof);
    }
    byte[] data = list.manufacturerData();
    if (data != null) {
      add("special", list.moreRecordsFollow() ? 0x1F : 0x0F, octets.length, proof);
    } else if (rest > 0) {
      add("special", octets[0] & 0xFF, octets.length, proof);
      add("special", octets[octets.length - 1] & 0xFF, octets.length, proof);
    }
  }

  private void add(DataRecord record, int length, String proof) {
    byte[] octets = record.octets();
    byte[] dib = record.dib().octets();
    byte[] vib = record.vib().octets();
    add("data field", record.dib().dataField().code(), length, proof);
    add("function field", record.dib().function().ordinal(), length, proof);
    if (record.dib().dataField() == DataField.VARIABLE) {
      add("LVAR", octets[dib.length + vib.length] & 0xFF, length, proof);
    }
    addVib(vib, length, proof);
  }

  private void addVib(byte[] vib, int length, String proof) {
    String prefix = prefix(vib);
    int vif = prefix.length() / 2;
    add("VIF" + prefix, vib[vif] & CODE, length, proof);
    boolean octetsOfAnotherKind = prefix.isEmpty() && (vib[0] & CODE) >= VifTable.PLAIN_TEXT_VIF;
    for (int i = vif + 1; i < vib.length && !octetsOfAnotherKind; i++) {
      int code = vib[i] & CODE;
      boolean extension = code == VifeTable.EXTENSION_VIFE && i + 1 < vib.length;
      if (extension) {
        add("VIFEFC", vib[++i] & CODE, length, proof);
      } else {
        add("VIFE", code, length, proof);
        octetsOfAnotherKind = code == VifeTable.MANUFACTURER_VIFE;
      }
    }
  }

  /** The octets before the one that is looked up, in hexadecimal. */
  private static String prefix(byte[] vib) {
    String all = HexFormat.of().withUpperCase().formatHex(vib);
    return Stream.of("FDFD", "FD", "FB").filter(all::startsWith).findFirst().orElse("");
  }

  private void add(String table, int code, int length, String proof) {
    String key = key(table, code);
    if (lengths.getOrDefault(key, Integer.MAX_VALUE) > length) {
      lengths.put(key, length);
      proofs.put(key, proof);
    }
  }
}
