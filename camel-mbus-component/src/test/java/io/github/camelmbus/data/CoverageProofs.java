package io.github.camelmbus.data;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.TelegramFile;
import io.github.camelmbus.application.ApplicationMessage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which file of telegrams has a code in it: of several the one with the shortest telegram. That it
 * means what the file says is for {@code TelegramFilesTest} to see.
 */
final class CoverageProofs {
  /** 68 L L 68 C A CI and, with CI 72, identification, manufacturer, version, device type. */
  private static final int CI_OFFSET = 6;

  private static final int DEVICE_TYPE_OFFSET = 14;
  private static final int HEADER_RECORDS = 19;
  private static final int LONG_HEADER_CI = 0x72;
  private static final int DATA_SEND_CI = 0x51;

  /** Of a VIF or VIFE without its extension bit. */
  private static final int CODE = 0x7F;

  private final Map<String, String> proofs = new HashMap<>();
  private final Map<String, Integer> lengths = new HashMap<>();

  private CoverageProofs() {}

  static CoverageProofs ofTheTelegrams() {
    CoverageProofs all = new CoverageProofs();
    for (TelegramFile file : TelegramFile.all()) {
      if (!file.name().startsWith("malformed-")) {
        for (String telegram : file.telegrams()) {
          all.addTelegram(HexFormat.of().parseHex(telegram), "`%s`".formatted(file));
        }
      }
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
    return code == DataField.SPECIAL.code() ? special(0x0F) : proof("data field", code);
  }

  String functionField(int code) {
    return proof("function field", code);
  }

  String special(int dif) {
    return proof("special", dif);
  }

  /** Codes of one form differ in nothing but their length. */
  String lvar(int code) {
    return proof("LVAR", Lvar.of(code).form().ordinal());
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

  private void addTelegram(byte[] telegram, String proof) {
    int ci = telegram[CI_OFFSET] & 0xFF;
    if (!isWhole(ci, Arrays.copyOfRange(telegram, CI_OFFSET + 1, telegram.length - 2))) {
      return;
    }
    add("CI", ci, telegram.length, proof);
    if (ci == LONG_HEADER_CI) {
      add("device type", telegram[DEVICE_TYPE_OFFSET] & 0xFF, telegram.length, proof);
      addRecords(records(telegram, HEADER_RECORDS), proof);
    } else if (ci == DATA_SEND_CI) {
      byte[] octets = records(telegram, CI_OFFSET + 1);
      add("special", octets[octets.length - 1] & 0xFF, telegram.length, proof);
      for (DataRecord record : RecordList.decodeRequest(octets).records()) {
        add(record, octets.length, proof);
      }
    }
  }

  private static byte[] records(byte[] telegram, int from) {
    return Arrays.copyOfRange(telegram, from, telegram.length - 2);
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
    for (DataRecord record : list.records()) {
      add(record, octets.length, proof);
    }
    addSpecials(octets, list, proof);
  }

  private void addSpecials(byte[] octets, RecordList list, String proof) {
    if (list.manufacturerData() != null) {
      add("special", list.moreRecordsFollow() ? 0x1F : 0x0F, octets.length, proof);
    }
    int at = 0;
    for (DataRecord record : list.records()) {
      for (; at < octets.length && octets[at] == 0x2F; at++) {
        add("special", 0x2F, octets.length, proof);
      }
      at += record.octets().length;
    }
  }

  private void add(DataRecord record, int length, String proof) {
    byte[] octets = record.octets();
    byte[] dib = record.dib().octets();
    byte[] vib = record.vib().octets();
    if (dib.length == 0 || octets.length < dib.length + vib.length) {
      // One of several values of a record.
      return;
    }
    add("data field", record.dib().dataField().code(), length, proof);
    add("function field", record.dib().function().ordinal(), length, proof);
    if (record.dib().dataField() == DataField.VARIABLE) {
      Lvar lvar = Lvar.of(octets[dib.length + vib.length] & 0xFF);
      add("LVAR", lvar.form().ordinal(), length, proof);
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
