package io.github.camelmbus.kmp;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpFormatException.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a log. The first one of an answer carries the formats of its values, the others their
 * octets alone:
 *
 * <pre>
 *   first:  [id]  ( id high  id low  unit  length  signExp  value ) for each register
 *   others: [id]  value for each register
 * </pre>
 *
 * @param id number of the entry in the log; a later entry has a higher one.
 * @param values one for each register, in the order of the answer.
 */
public record LogEntry(long id, List<RegisterValue> values) {

  public LogEntry {
    values = List.copyOf(values);
  }

  /** Fails unless all entries have the formats of the first one. */
  static void requireOneFormat(List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    LogEntry first = entries.get(0);
    List<List<Integer>> formats = formats(first);
    for (LogEntry entry : entries.subList(1, entries.size())) {
      if (!formats(entry).equals(formats)) {
        throw new IllegalArgumentException(
            "the entries of one answer have the same registers, units and lengths: %s is not as %s"
                .formatted(entry, first));
      }
    }
  }

  private static List<List<Integer>> formats(LogEntry entry) {
    return entry.values.stream()
        .map(
            value ->
                List.of(
                    value.register(),
                    value.unitCode(),
                    value.signExponent(),
                    value.octets().length()))
        .toList();
  }

  /** Octets of the values of an entry without formats. */
  static int octets(List<RegisterValue> values) {
    return values.stream().mapToInt(value -> value.octets().length()).sum();
  }

  /** The values of a first entry. */
  static List<RegisterValue> decodeFirst(OctetReader reader, int registers) {
    List<RegisterValue> values = new ArrayList<>();
    for (int i = 0; i < registers; i++) {
      values.add(RegisterValue.decode(reader));
    }
    return values;
  }

  /**
   * The values of another entry.
   *
   * @param first those of the first one.
   */
  static List<RegisterValue> decodeNext(OctetReader reader, List<RegisterValue> first) {
    List<RegisterValue> values = new ArrayList<>();
    for (RegisterValue format : first) {
      OctetString octets = reader.octets(format.octets().length());
      values.add(
          new RegisterValue(format.register(), format.unitCode(), format.signExponent(), octets));
    }
    return values;
  }

  /** Writes the values of a first entry. */
  void encodeFirst(OctetWriter to) {
    values.forEach(value -> value.encode(to));
  }

  /** Writes the values of another entry. */
  void encodeNext(OctetWriter to) {
    values.forEach(value -> to.octets(value.octets()));
  }

  /** Fails if entries have no octets: a short answer could then claim thousands of them. */
  static void requireOctets(List<RegisterValue> first, int entries) {
    if (entries > 1 && octets(first) == 0) {
      throw new KmpFormatException(
          Fault.LENGTH, "%d entries of a log, and none of them has octets".formatted(entries));
    }
  }
}
