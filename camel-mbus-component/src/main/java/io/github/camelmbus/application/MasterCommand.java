package io.github.camelmbus.application;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.RecordKeys;
import io.github.camelmbus.data.RecordList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a master requests of a meter (EN 13757-3, clauses 5 and 7): a reset, a selection, records to
 * write or to choose for the readout, another baud rate. For traces; it is no reading.
 *
 * @param data the octets after the CI field.
 */
public record MasterCommand(CiField ci, OctetString data) implements ApplicationMessage {
  private static final int GLOBAL_READOUT = 0x7F;

  /** In words, {@code data send: primaryAddress = 8} for example. */
  public String text() {
    int header = ci.layout().headerOctets();
    if (data.length() < header) {
      return ci.text() + ": its header is cut off";
    }
    byte[] all = data.toArray();
    byte[] content = Arrays.copyOfRange(all, header, all.length);
    boolean encrypted =
        header > 0 && Security.of(Octets.wordAt(all, header - 2), content.length) != null;
    if (encrypted && !ClearText.is(content)) {
      return ci.text() + ": encrypted";
    }
    String details = content.length == 0 ? "" : details(content);
    return details.isEmpty() ? ci.text() : ci.text() + ": " + details;
  }

  private String details(byte[] content) {
    return switch (ci.code()) {
      case 0x50, 0x53 -> new Subcode(Octets.at(content, 0)).text();
      case 0x52 -> selection(content);
      case 0x51, 0x5A, 0x5B -> records(content);
      default -> hex(content);
    };
  }

  private static String selection(byte[] content) {
    if (content.length < SecondaryAddress.OCTETS) {
      return hex(content);
    }
    String address = SecondaryAddress.decode(content, 0).toString();
    byte[] rest = Arrays.copyOfRange(content, SecondaryAddress.OCTETS, content.length);
    return rest.length == 0 ? address : address + " and " + records(rest);
  }

  private static String records(byte[] content) {
    RecordList list = RecordList.decodeRequest(content);
    List<String> keys = RecordKeys.keys(list.records());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      texts.add(text(keys.get(i), list.records().get(i)));
    }
    if (Octets.at(content, content.length - 1) == GLOBAL_READOUT && texts.isEmpty()) {
      texts.add("select everything");
    }
    if (!list.complete()) {
      texts.add("then octets that are no records");
    }
    return String.join(", ", texts);
  }

  private static String text(String key, DataRecord record) {
    DataField field = record.dib().dataField();
    if (field == DataField.SELECTION) {
      return "select " + key;
    }
    Object value = record.value().plain();
    if (field == DataField.NO_DATA || value == null) {
      return key;
    }
    String plain = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    String unit = record.unit() == null ? "" : " " + record.unit();
    return "%s = %s%s".formatted(key, plain, unit);
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().withUpperCase().formatHex(octets);
  }
}
