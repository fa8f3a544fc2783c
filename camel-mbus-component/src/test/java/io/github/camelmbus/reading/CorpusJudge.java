package io.github.camelmbus.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a reading with an expected one of the corpus; what that leaves out is not judged. */
final class CorpusJudge {
  private static final double TOLERANCE = 1e-6;
  private static final int MAX_DECIMALS = 9;
  private static final List<String> RECORD_FIELDS =
      List.of("function", "storage", "tariff", "subunit", "unit", "value");

  /** The corpus has no value for times with "every" in them: here each 1 January, 00:00. */
  private static final Map<String, JsonNode> RECURRING =
      Map.of("848F0F6D0000E1F1", TextNode.valueOf("--01-01T00:00"));

  private final JsonNode want;
  private final JsonNode got;
  private final List<String> faults = new ArrayList<>();

  CorpusJudge(JsonNode want, JsonNode got) {
    this.want = want;
    this.got = got;
  }

  List<String> faults() {
    if (want.has("error")) {
      expect("error", want.get("error").asText(), got.path("error").path("code").asText());
    } else if (got.has("error")) {
      faults.add("unexpected error " + got.get("error"));
    } else if (want.path("records").isInt()) {
      judgeDamaged();
    } else {
      judgeHeader();
      judgeRecords();
      judgeKeys();
    }
    return faults;
  }

  private void judgeDamaged() {
    if (got.path("complete").asBoolean(true) || got.path("warnings").isEmpty()) {
      faults.add("a damaged telegram must be complete=false with a warning");
    }
    if (got.path("records").size() < want.get("records").asInt()) {
      faults.add(
          "records: want at least %s, got %d"
              .formatted(want.get("records"), got.path("records").size()));
    }
  }

  private void judgeHeader() {
    JsonNode header = want.path("header");
    JsonNode meter = got.path("meter");
    judgeHeader(header.get("id"), meter.path("id"));
    judgeHeader(header.get("manufacturer"), meter.path("manufacturer"));
    judgeHeader(header.get("version"), meter.path("version"));
    judgeHeader(header.get("medium"), meter.path("deviceTypeCode"));
    judgeHeader(header.get("access_no"), got.path("accessNumber"));
    judgeHeader(header.get("status"), got.path("status").path("code"));
  }

  private void judgeHeader(@Nullable JsonNode wanted, JsonNode present) {
    if (wanted != null && !wanted.isNull()) {
      expect("header", lower(wanted), lower(present));
    }
  }

  private void judgeRecords() {
    JsonNode wanted = want.path("records");
    JsonNode present = got.path("records");
    expect("records", wanted.size(), present.size());
    for (int i = 0; i < Math.min(wanted.size(), present.size()); i++) {
      JsonNode raw = present.get(i).path("raw");
      judgeRecord("record " + i + " " + raw, corrected(wanted.get(i), raw), present.get(i));
    }
  }

  private static JsonNode corrected(JsonNode wanted, JsonNode raw) {
    JsonNode recurring = RECURRING.get(raw.asText());
    return recurring == null ? wanted : ((ObjectNode) wanted.deepCopy()).set("value", recurring);
  }

  private void judgeRecord(String name, JsonNode wanted, JsonNode present) {
    for (String field : RECORD_FIELDS) {
      if (wanted.has(field) && !same(wanted.get(field), present.get(field))) {
        faults.add(
            "%s %s: want %s, got %s (quality %s)"
                .formatted(
                    name, field, wanted.get(field), present.get(field), present.get("quality")));
      }
    }
    if (wanted.path("value").isNumber() && isNoise(present.path("value"))) {
      faults.add(name + " value: not a plain exact decimal: " + present.path("value"));
    }
    if (wanted.path("value").isNull() && present.path("quality").asText().equals("good")) {
      faults.add(name + " quality: good for a value that does not exist");
    }
    judgeRaw(name, wanted, present);
  }

  private void judgeRaw(String name, JsonNode wanted, JsonNode present) {
    String dib = wanted.path("dib").asText();
    // The expected data of LVAR records are without their LVAR octet.
    if (!dib.isEmpty() && !lower(wanted.get("dib")).endsWith("d") && present.has("raw")) {
      String raw = dib + wanted.path("vib").asText() + wanted.path("raw").asText();
      expect(name + " raw", raw.toUpperCase(Locale.ROOT), present.get("raw").asText());
    }
  }

  private void judgeKeys() {
    Set<String> keys = new HashSet<>();
    for (JsonNode record : got.path("records")) {
      if (!record.has("key") || !keys.add(record.get("key").asText())) {
        faults.add("record keys are missing or not unique: " + record);
      }
    }
  }

  private void expect(String what, Object wanted, Object present) {
    if (!wanted.equals(present)) {
      faults.add("%s: want %s, got %s".formatted(what, wanted, present));
    }
  }

  private static boolean same(JsonNode wanted, @Nullable JsonNode present) {
    if (wanted.isNull() || wanted.isBoolean() || present == null || present.isNull()) {
      return wanted.isNull() ? present == null || present.isNull() : wanted.equals(present);
    }
    try {
      double a = Double.parseDouble(wanted.asText());
      double b = Double.parseDouble(present.asText());
      return Math.abs(a - b) <= TOLERANCE + TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    } catch (NumberFormatException notANumber) {
      return lower(wanted).equals(lower(present));
    }
  }

  private static boolean isNoise(JsonNode number) {
    String text = number.decimalValue().toPlainString();
    int point = text.indexOf('.');
    return point >= 0 && text.length() - point - 1 > MAX_DECIMALS;
  }

  private static String lower(JsonNode node) {
    return node.asText().strip().toLowerCase(Locale.ROOT);
  }
}
