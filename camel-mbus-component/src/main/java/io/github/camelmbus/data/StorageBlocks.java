package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Dates the values of a storage block: of storage numbers that a meter fills one after the other at
 * regular times (EN 13757-3, main VIFE extension, enhanced storage management).
 *
 * <pre>
 *   interval  VIF FD VIFE 24h..29h   from one storage to the next
 *   first     VIF FD VIFE 20h        storage number the block begins with
 *   last      VIF FD VIFE 21h        storage number the block ends with
 *   size      VIF FD VIFE 22h        how many storage numbers it has
 *   due date  VIF 6Ch or 6Dh         of one storage number in the block, or of several
 * </pre>
 *
 * <p>Without a first storage number the block begins with that of the record of the interval, or of
 * the size. Each storage number of the block that has records but no date gets one, with the
 * qualifier {@code derived}, in front of its first record.
 *
 * <p>The standard does not say which of two storage numbers is the older one, so the telegram must:
 * by two dates; or by one, if only one direction makes the newest storage the last that was due
 * before the clock of the meter, or before the next due date (VIFE 7Eh). Otherwise, or if the dates
 * contradict each other, no dates are added.
 */
final class StorageBlocks {
  private static final String DERIVED = "derived";
  private static final String FUTURE = "future";

  /** With these limits all dates of the longest block are within the range of {@code LocalDate}. */
  private static final int MAX_MONTHS = 12_000;

  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(100_000_000);

  /** Twice the number of 15-minute values of a year. */
  private static final int LONGEST_BLOCK = 1 << 16;

  private final List<DataRecord> records;
  private final DataRecord interval;
  private final TimeStep step;

  private StorageBlocks(List<DataRecord> records, DataRecord interval, TimeStep step) {
    this.records = records;
    this.interval = interval;
    this.step = step;
  }

  /** The same records, and the dates that follow for their storage numbers. */
  static List<DataRecord> date(List<DataRecord> records) {
    List<DataRecord> dated = records;
    for (DataRecord record : records) {
      // Nearly all telegrams end here.
      if (record.quantity().equals(Quantity.STORAGE_INTERVAL.text())) {
        TimeStep step = step(record);
        dated = step == null ? dated : new StorageBlocks(dated, record, step).dated();
      }
    }
    return dated;
  }

  /** The step of an interval; null if it is not positive, or too long. */
  private static @Nullable TimeStep step(DataRecord interval) {
    if (!(interval.value() instanceof Value.Number number) || !isPlain(interval)) {
      return null;
    }
    BigDecimal count = number.value().stripTrailingZeros();
    boolean isCount = count.signum() > 0 && count.scale() <= 0 && count.compareTo(MAX_SECONDS) <= 0;
    return isCount ? step(String.valueOf(interval.unit()), count.intValueExact()) : null;
  }

  private static @Nullable TimeStep step(String unit, int count) {
    if (unit.equals(Unit.MONTH.ucum())) {
      return count <= MAX_MONTHS ? new TimeStep(TimeStep.Unit.MONTHS, count) : null;
    } else if (unit.equals(Unit.YEAR.ucum())) {
      return count <= MAX_MONTHS / 12 ? new TimeStep(TimeStep.Unit.MONTHS, 12 * count) : null;
    } else if (count % Unit.DAY.multiplier() == 0) {
      return new TimeStep(TimeStep.Unit.DAYS, count / Unit.DAY.multiplier());
    } else if (count % Unit.MINUTE.multiplier() == 0) {
      return new TimeStep(TimeStep.Unit.MINUTES, count / Unit.MINUTE.multiplier());
    }
    return new TimeStep(TimeStep.Unit.SECONDS, count);
  }

  private static boolean isPlain(DataRecord record) {
    return record.qualifiers().isEmpty()
        && record.dib().function() == FunctionField.INSTANTANEOUS
        && record.quality() == Quality.GOOD;
  }

  private List<DataRecord> dated() {
    Range block = block();
    if (block == null) {
      return records;
    }
    TreeMap<Long, Value> due = dueDates(block);
    Integer direction = due.isEmpty() ? null : direction(block, due);
    return direction == null ? records : dated(block, due.firstEntry(), direction);
  }

  /** Storage numbers from one to another, both included. */
  private record Range(long first, long last) {
    boolean contains(long storageNumber) {
      return first <= storageNumber && storageNumber <= last;
    }
  }

  private @Nullable Range block() {
    Long first = number(Quantity.STORAGE_FIRST);
    Long last = number(Quantity.STORAGE_LAST);
    DataRecord size = record(Quantity.STORAGE_SIZE);
    if (first == null) {
      long own = interval.dib().storageNumber();
      first = own == 0 && size != null ? size.dib().storageNumber() : own;
    }
    Long count = number(Quantity.STORAGE_SIZE);
    if (last == null && count != null) {
      last = first + count - 1;
    }
    // Storage number 0 is the current value.
    return last == null || first < 1 || last <= first || last - first >= LONGEST_BLOCK
        ? null
        : new Range(first, last);
  }

  private @Nullable Long number(Quantity quantity) {
    DataRecord record = record(quantity);
    return record != null
            && record.value() instanceof Value.Number number
            && number.value().signum() > 0
            && number.value().compareTo(BigDecimal.valueOf(Dib.LAST_STORAGE_NUMBER)) <= 0
        ? Long.valueOf(number.value().longValue())
        : null;
  }

  /** The record of the block of this interval, or else of the only block in the telegram. */
  private @Nullable DataRecord record(Quantity quantity) {
    List<DataRecord> candidates =
        records.stream()
            .filter(record -> record.quantity().equals(quantity.text()) && isPlain(record))
            .filter(this::isOfSameSubunit)
            .toList();
    return candidates.stream()
        .filter(r -> r.dib().storageNumber() == interval.dib().storageNumber())
        .findFirst()
        .orElse(candidates.size() == 1 ? candidates.get(0) : null);
  }

  private boolean isOfSameSubunit(DataRecord record) {
    return record.dib().subunit() == interval.dib().subunit();
  }

  private TreeMap<Long, Value> dueDates(Range block) {
    TreeMap<Long, Value> due = new TreeMap<>();
    for (DataRecord record : records) {
      long storageNumber = record.dib().storageNumber();
      boolean counts = record.isStorageTime() && isOfSameSubunit(record);
      if (counts && block.contains(storageNumber) && step.canStepFrom(record.value())) {
        due.putIfAbsent(storageNumber, record.value());
      }
    }
    return due;
  }

  /** 1 where larger storage numbers are younger, -1 where they are older, null if unknown. */
  private @Nullable Integer direction(Range block, TreeMap<Long, Value> due) {
    boolean younger = fits(block, due, 1);
    boolean older = fits(block, due, -1);
    return younger == older ? null : Integer.valueOf(younger ? 1 : -1);
  }

  private boolean fits(Range block, TreeMap<Long, Value> due, int direction) {
    Map.Entry<Long, Value> base = due.firstEntry();
    boolean agree =
        due.entrySet().stream()
            .allMatch(other -> at(base, other.getKey(), direction).equals(other.getValue()));
    return agree && (due.size() > 1 || isNewestDueLast(block, base, direction));
  }

  /** The date of a storage number. */
  private Value at(Map.Entry<Long, Value> base, long storageNumber, int direction) {
    return step.from(base.getValue(), steps(storageNumber - base.getKey(), direction));
  }

  private static int steps(long storageNumbers, int direction) {
    return Math.toIntExact(direction * storageNumbers);
  }

  private boolean isNewestDueLast(Range block, Map.Entry<Long, Value> base, int direction) {
    long newest = direction > 0 ? block.last() : block.first();
    Value last = at(base, newest, direction);
    Value next = step.from(last, 1);
    Value future = future(block);
    if (future != null) {
      return compare(next, future) == 0;
    }
    Value now = clock();
    return now != null && compare(last, now) <= 0 && compare(now, next) < 0;
  }

  private @Nullable Value future(Range block) {
    return records.stream()
        .filter(r -> r.qualifiers().equals(List.of(FUTURE)) && isOfSameSubunit(r))
        .filter(r -> block.contains(r.dib().storageNumber()))
        .filter(r -> r.withQualifiers(List.of()).isStorageTime())
        .map(DataRecord::value)
        .findFirst()
        .orElse(null);
  }

  /** The time by the clock of the meter. */
  private @Nullable Value clock() {
    return records.stream()
        .filter(record -> record.isStorageTime() && record.dib().storageNumber() == 0)
        .map(DataRecord::value)
        .findFirst()
        .orElse(null);
  }

  /** Compares the days if one of them is a date without a time. */
  private static int compare(Value one, Value other) {
    return one instanceof Value.DateTime time && other instanceof Value.DateTime otherTime
        ? time.value().compareTo(otherTime.value())
        : TimeStep.date(one).compareTo(TimeStep.date(other));
  }

  private List<DataRecord> dated(Range block, Map.Entry<Long, Value> base, int direction) {
    DataRecord like =
        records.stream()
            .filter(DataRecord::isStorageTime)
            .filter(record -> record.value().equals(base.getValue()))
            .findFirst()
            .orElseThrow();
    Set<Long> done = new HashSet<>();
    List<DataRecord> dated = new ArrayList<>();
    for (DataRecord record : records) {
      long number = record.dib().storageNumber();
      boolean isFirst = block.contains(number) && isOfSameSubunit(record) && done.add(number);
      if (isFirst && !hasDate(number)) {
        dated.add(derived(like, number, at(base, number, direction)));
      }
      dated.add(record);
    }
    return dated;
  }

  private boolean hasDate(long storageNumber) {
    return records.stream()
        .anyMatch(
            record ->
                record.dib().storageNumber() == storageNumber
                    && isOfSameSubunit(record)
                    && record.isStorageTime());
  }

  /** A calculated date. Its octets are those of the interval, from which it was calculated. */
  private DataRecord derived(DataRecord like, long storageNumber, Value date) {
    Vib vib = new Vib(like.quantity(), null, List.of(DERIVED), like.vib().octets());
    Dib dib = like.dib().withStorageNumber(storageNumber);
    return new DataRecord(dib, vib, interval.octets(), date, Quality.GOOD);
  }
}
