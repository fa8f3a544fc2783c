package io.github.camelmbus.master.write;

import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Dib;
import io.github.camelmbus.data.RecordList;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the records that a meter sends: records with data field 8, or DIF 7Fh for everything (EN
 * 13757-3, clause 6). {@link ApplicationReset} undoes it.
 */
public final class SelectRecords extends Write {
  /** Chooses all records that the meter has. */
  public static final String EVERYTHING = "everything";

  private static final byte GLOBAL_READOUT = 0x7F;
  private static final HexFormat HEX = HexFormat.of();

  /** Pairs of digits, of which the first octet is a DIF with data field 8. */
  private static final Pattern OCTETS = Pattern.compile("(?i)[0-9A-F]8([0-9A-F]{2})+");

  private final List<String> choices;
  private byte[] sent = new byte[0];

  /**
   * @param choices keys of records that the meter sends now, as a reading has them; or selection
   *     records in hexadecimal, {@code 0813} for the volume in litres; or {@link #EVERYTHING}
   *     alone.
   */
  public SelectRecords(List<String> choices) {
    this.choices = choices.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    boolean all = this.choices.contains(EVERYTHING);
    if (this.choices.isEmpty() || all && this.choices.size() > 1) {
      throw new IllegalArgumentException(
          "records are chosen by their keys, or by octets such as 0813, or by '%s' alone, not by %s"
              .formatted(EVERYTHING, choices));
    }
    this.choices.stream().filter(SelectRecords::isOctets).forEach(SelectRecords::requireSelection);
  }

  /** Fails if there are other records among them, which would be written. */
  private static void requireSelection(String text) {
    byte[] octets = HEX.parseHex(text.toLowerCase(Locale.ROOT));
    RecordList list = RecordList.decodeRequest(octets);
    boolean selections =
        list.records().stream().allMatch(record -> record.dib().dataField() == DataField.SELECTION);
    if (!selections || !WriteRecords.isNothingElse(list, octets)) {
      throw new IllegalArgumentException(
          "records are chosen by a DIF with data field 8 and a VIF each, such as 0813, not by '%s'"
              .formatted(text));
    }
  }

  @Override
  boolean needsReadout() {
    return choices.stream().anyMatch(choice -> !isOctets(choice) && !choice.equals(EVERYTHING));
  }

  private static boolean isOctets(String choice) {
    return OCTETS.matcher(choice).matches();
  }

  /** The keys of all records that a meter sends. */
  static Map<String, Object> recordsOf(MeterState meter) {
    return Map.of("records", List.copyOf(meter.recordsByKey().keySet()));
  }

  @Override
  Map<String, Object> state(MeterState meter) {
    return recordsOf(meter);
  }

  @Override
  int ci() {
    return DATA_SEND;
  }

  @Override
  byte[] data(@Nullable MeterState before) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (String choice : choices) {
      if (choice.equals(EVERYTHING)) {
        data.write(GLOBAL_READOUT);
      } else if (isOctets(choice)) {
        data.writeBytes(HEX.parseHex(choice.toLowerCase(Locale.ROOT)));
      } else {
        data.writeBytes(selection(WriteRecords.record(choice, before)));
      }
    }
    sent = data.toByteArray();
    return sent.clone();
  }

  private static byte[] selection(DataRecord record) {
    Dib dib = record.dib();
    byte[] selecting =
        Dib.of(
                DataField.SELECTION,
                dib.function(),
                dib.storageNumber(),
                dib.tariff(),
                dib.subunit())
            .octets();
    byte[] vib = record.vib().octets();
    byte[] octets = Arrays.copyOf(selecting, selecting.length + vib.length);
    System.arraycopy(vib, 0, octets, selecting.length, vib.length);
    return octets;
  }

  @Override
  void verify(MeterState before, MeterState after, Verification verification) {
    if (sent[sent.length - 1] == GLOBAL_READOUT) {
      verifyEverything(before, after, verification);
      return;
    }
    List<DataRecord> selections = RecordList.decodeRequest(sent).records();
    boolean allThere =
        selections.stream()
            .allMatch(
                choice -> after.records().stream().anyMatch(record -> record.isChosenBy(choice)));
    boolean onlyThose =
        after.records().stream().allMatch(r -> selections.stream().anyMatch(r::isChosenBy));
    String keys = String.join(", ", after.recordsByKey().keySet());
    if (allThere && onlyThose) {
      verification.verified("the meter sends " + keys);
    } else {
      verification.wrong("it sends " + (keys.isEmpty() ? "no records" : keys));
    }
  }

  private static void verifyEverything(
      MeterState before, MeterState after, Verification verification) {
    if (after.recordsByKey().keySet().containsAll(before.recordsByKey().keySet())) {
      verification.verified("the meter sends %d records".formatted(after.records().size()));
    } else {
      verification.wrong("it sends only " + String.join(", ", after.recordsByKey().keySet()));
    }
  }

  @Override
  String undo(MeterState before) {
    return "applicationReset";
  }
}
