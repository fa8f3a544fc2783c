package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expands the compact profiles of a telegram to dated values (EN 13757-3, annex F).
 *
 * <pre>
 *   base time    DIB               VIF date           data
 *   base value   DIB               VIF                data
 *   profile      DIB data field D  VIF VIFE           LVAR  control  spacing  value x n
 * </pre>
 *
 * <p>All three have the same storage number. Value n is of the time n spacings after the base time,
 * or with VIFE 13h (inverse profile) before it. It becomes two records: the value, and the date or
 * time it belongs to. In a profile with register numbers (VIFE 1Eh) they have the n-th storage
 * number after that of the base; in others the qualifier {@code profile-n}.
 *
 * <p>A profile stays one record of octets if the telegram has no base time for it, or no base value
 * for one of differences.
 */
final class CompactProfiles {
  private static final int EXTENSION = 0x80;
  private static final int PROFILE_VIFE = 0x1F;
  private static final int REGISTER_PROFILE_VIFE = 0x1E;
  private static final int INVERSE_PROFILE_VIFE = 0x13;
  private static final int SPACING_OCTETS = 2;

  private final List<DataRecord> records;
  private final List<DataRecord> expanded = new ArrayList<>();

  private CompactProfiles(List<DataRecord> records) {
    this.records = records;
  }

  /** The same records, but with its values in place of each profile that can be expanded. */
  static List<DataRecord> expand(List<DataRecord> records) {
    if (!hasProfile(records)) {
      return records;
    }
    CompactProfiles profiles = new CompactProfiles(records);
    records.forEach(profiles::add);
    return profiles.expanded;
  }

  /** A plain loop, as it runs for every telegram. */
  private static boolean hasProfile(List<DataRecord> records) {
    for (int i = 0; i < records.size(); i++) {
      if (isProfile(records.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isProfile(DataRecord record) {
    // Nearly all records end here.
    if (record.dib().dataField() != DataField.VARIABLE || record.quality() != Quality.UNSUPPORTED) {
      return false;
    }
    int vife = lastOctet(record.vib());
    return (vife == PROFILE_VIFE || vife == REGISTER_PROFILE_VIFE || vife == INVERSE_PROFILE_VIFE)
        && record.vib().octets().length > 1;
  }

  private static int lastOctet(Vib vib) {
    byte[] octets = vib.octets();
    return octets.length == 0 ? 0 : octets[octets.length - 1] & 0xFF;
  }

  private void add(DataRecord record) {
    List<DataRecord> values = isProfile(record) ? values(record) : List.of();
    if (values.isEmpty()) {
      expanded.add(record);
    } else {
      values.stream().filter(value -> !expanded.contains(value)).forEach(expanded::add);
    }
  }

  /** The values of a profile; empty if it cannot be expanded. */
  private List<DataRecord> values(DataRecord profile) {
    DataRecord baseTime = records.stream().filter(r -> isTime(r, profile)).findFirst().orElse(null);
    byte[] data = data(profile);
    if (baseTime == null || data.length < SPACING_OCTETS) {
      return List.of();
    }
    ProfileSpacing spacing = new ProfileSpacing(data[0] & 0xFF, data[1] & 0xFF);
    TimeStep step = spacing.step();
    if (step == null
        || !step.canStepFrom(baseTime.value())
        || !areElements(profile, spacing, data)) {
      return List.of();
    }
    DataRecord baseValue =
        records.stream().filter(r -> isBase(r, profile)).findFirst().orElse(null);
    if (baseValue == null && spacing.isDifference()) {
      return List.of();
    }
    return values(profile, baseTime, baseValue, spacing, step, data);
  }

  /** Whether the data is values only, each with a storage number if it needs one. */
  private static boolean areElements(DataRecord profile, ProfileSpacing spacing, byte[] data) {
    int octets = data.length - SPACING_OCTETS;
    return spacing.isValueField()
        && octets % spacing.dataField().length() == 0
        && profile.dib().storageNumber() <= Dib.LAST_STORAGE_NUMBER - octets;
  }

  private static List<DataRecord> values(
      DataRecord profile,
      DataRecord baseTime,
      @Nullable DataRecord baseValue,
      ProfileSpacing spacing,
      TimeStep step,
      byte[] data) {
    boolean inverse = lastOctet(profile.vib()) == INVERSE_PROFILE_VIFE;
    Series series = new Series(valueVib(profile), baseValue, spacing, inverse);
    int length = spacing.dataField().length();
    List<DataRecord> values = new ArrayList<>();
    for (int n = 1; SPACING_OCTETS + n * length <= data.length; n++) {
      Place place = Place.of(profile, n);
      int from = SPACING_OCTETS + (n - 1) * length;
      Value time = step.from(baseTime.value(), inverse ? -n : n);
      values.add(place.record(baseTime.vib(), spacing.octets(), Reading.good(time)));
      byte[] octets = Arrays.copyOfRange(data, from, from + length);
      values.add(place.record(series.vib(), octets, series.next(octets)));
    }
    return values;
  }

  /** The VIB of a profile without the VIFE that makes it one. */
  private static byte[] valueVib(DataRecord profile) {
    byte[] vib = profile.vib().octets();
    byte[] base = Arrays.copyOf(vib, vib.length - 1);
    base[base.length - 1] &= (byte) ~EXTENSION;
    return base;
  }

  private static boolean isBase(DataRecord record, DataRecord profile) {
    return Arrays.equals(record.vib().octets(), valueVib(profile))
        && record.value() instanceof Value.Number
        && isOfSameRegister(record.dib(), profile.dib())
        && record.dib().tariff() == profile.dib().tariff()
        && record.dib().function() == profile.dib().function();
  }

  private static boolean isTime(DataRecord record, DataRecord profile) {
    return record.isStorageTime() && isOfSameRegister(record.dib(), profile.dib());
  }

  private static boolean isOfSameRegister(Dib one, Dib other) {
    return one.storageNumber() == other.storageNumber() && one.subunit() == other.subunit();
  }

  /** The octets after LVAR; empty if LVAR is no length. */
  private static byte[] data(DataRecord profile) {
    byte[] octets = profile.octets();
    int lvar = profile.dib().length() + profile.vib().length();
    boolean isLength = Lvar.of(octets[lvar] & 0xFF).form() == Lvar.Form.TEXT;
    return isLength ? Arrays.copyOfRange(octets, lvar + 1, octets.length) : new byte[0];
  }

  /**
   * How a value of a profile is identified: by its own storage number, or by that of the base and a
   * qualifier.
   */
  private record Place(Dib dib, List<String> qualifiers) {
    static Place of(DataRecord profile, int n) {
      Dib dib = profile.dib();
      return lastOctet(profile.vib()) == REGISTER_PROFILE_VIFE
          ? new Place(dib.withStorageNumber(dib.storageNumber() + n), List.of())
          : new Place(dib, List.of("profile-" + n));
    }

    DataRecord record(Vib vib, byte[] octets, Reading reading) {
      List<String> all = new ArrayList<>(vib.qualifiers());
      all.addAll(qualifiers);
      Vib placed = new Vib(vib.quantity(), vib.unit(), all, vib.octets());
      return new DataRecord(dib, placed, octets, reading.value(), reading.quality());
    }
  }

  /** The values of one profile: each absolute, or the difference to the value before. */
  private static final class Series {
    private final Meaning meaning;
    private final ProfileSpacing spacing;
    private final boolean inverse;
    private @Nullable BigDecimal last;

    Series(byte[] vib, @Nullable DataRecord base, ProfileSpacing spacing, boolean inverse) {
      this.spacing = spacing;
      this.inverse = inverse;
      OctetReader in = new OctetReader(vib);
      meaning = new VibDecoder(in, PlainText.Position.AFTER_VIF, VifeTable.COMBINABLE).decode();
      last = base == null ? null : number(base.value());
    }

    Vib vib() {
      return meaning.vib();
    }

    Reading next(byte[] octets) {
      Reading reading = read(new DataOctets(octets, 0, octets.length));
      if (spacing.isDifference() && reading.quality() == Quality.GOOD) {
        reading = sum(reading);
      }
      last = number(reading.value());
      return reading;
    }

    private Reading read(DataOctets octets) {
      boolean isUnsigned = spacing.isDifference() && !spacing.isSigned();
      // Elements that the meter has not filled yet, and differences that are too large.
      if (octets.areAll(0xFF) && (isUnsigned || spacing.dataField().isBcd())) {
        return Reading.MISSING;
      }
      Meaning element = spacing.isDifference() ? meaning.ofDifference(!isUnsigned) : meaning;
      return ValueDecoder.decode(Dib.implied(spacing.dataField(), 0), element, null, octets);
    }

    /** After a missing difference all values are unknown. */
    private Reading sum(Reading reading) {
      BigDecimal difference = number(reading.value());
      if (last == null || difference == null) {
        return Reading.MISSING;
      }
      boolean add = spacing.isDecrement() == inverse;
      BigDecimal sum = add ? last.add(difference) : last.subtract(difference);
      return Reading.good(new Value.Number(sum));
    }

    private static @Nullable BigDecimal number(Value value) {
      return value instanceof Value.Number number ? number.value() : null;
    }
  }
}
