package io.github.camelmbus.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes dated values of the compact profiles of a telegram (EN 13757-3, annex F).
 *
 * <pre>
 *   base time    DIB             VIF date              data
 *   base value   DIB             VIF                   data
 *   profile      DIB data field D  VIF VIFE 1Fh or 13h   LVAR  control  spacing  value x n
 * </pre>
 *
 * <p>All three have the same storage number. Value n is that of n spacings behind the base time, or
 * with VIFE 13h (inverse profile) of n spacings before it. It becomes two records with the
 * qualifier {@code profile-n}: the value, and the date or time it belongs to.
 *
 * <p>A profile stays one record of octets where the telegram does not say all of this: without base
 * value nobody knows whether the first value is that of the base time, and in a profile with
 * register numbers (1Eh) not which way the time runs.
 */
final class CompactProfiles {
  private static final int EXTENSION = 0x80;
  private static final int PROFILE_VIFE = 0x1F;
  private static final int INVERSE_PROFILE_VIFE = 0x13;
  private static final int SPACING_OCTETS = 2;

  private final List<DataRecord> records;
  private final List<DataRecord> expanded = new ArrayList<>();

  private CompactProfiles(List<DataRecord> records) {
    this.records = records;
  }

  /** The same records, but with the values of each profile in place of it where they are known. */
  static List<DataRecord> expand(List<DataRecord> records) {
    if (!hasProfile(records)) {
      return records;
    }
    CompactProfiles profiles = new CompactProfiles(records);
    records.forEach(profiles::add);
    return profiles.expanded;
  }

  /** A plain loop: every telegram comes by here. */
  private static boolean hasProfile(List<DataRecord> records) {
    for (int i = 0; i < records.size(); i++) {
      if (isProfile(records.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isProfile(DataRecord record) {
    // Nearly all records are decided here.
    if (record.dib().dataField() != DataField.VARIABLE || record.quality() != Quality.UNSUPPORTED) {
      return false;
    }
    int vife = lastOctet(record.vib());
    return (vife == PROFILE_VIFE || vife == INVERSE_PROFILE_VIFE)
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

  /** Empty where the telegram does not say enough. */
  private List<DataRecord> values(DataRecord profile) {
    Optional<DataRecord> baseValue = records.stream().filter(r -> isBase(r, profile)).findFirst();
    Optional<DataRecord> baseTime = records.stream().filter(r -> isTime(r, profile)).findFirst();
    byte[] data = data(profile);
    if (baseValue.isEmpty() || baseTime.isEmpty() || data.length < SPACING_OCTETS) {
      return List.of();
    }
    ProfileSpacing spacing = new ProfileSpacing(data[0] & 0xFF, data[1] & 0xFF);
    int length = spacing.dataField().length();
    boolean inverse = lastOctet(profile.vib()) == INVERSE_PROFILE_VIFE;
    if (!spacing.canStepFrom(baseTime.get().value())
        || !spacing.isValueField()
        || (data.length - SPACING_OCTETS) % length != 0) {
      return List.of();
    }
    Series series = new Series(profile.dib(), baseValue.get(), spacing, inverse);
    List<DataRecord> values = new ArrayList<>();
    for (int n = 1; SPACING_OCTETS + n * length <= data.length; n++) {
      int from = SPACING_OCTETS + (n - 1) * length;
      values.add(time(profile.dib(), baseTime.get(), spacing, n, inverse));
      values.add(series.next(n, Arrays.copyOfRange(data, from, from + length)));
    }
    return values;
  }

  /** Whether a record is of the same VIB but for the VIFE that makes a profile. */
  private static boolean isBase(DataRecord record, DataRecord profile) {
    byte[] vib = profile.vib().octets();
    byte[] base = Arrays.copyOf(vib, vib.length - 1);
    base[base.length - 1] &= (byte) ~EXTENSION;
    return Arrays.equals(record.vib().octets(), base)
        && record.value() instanceof Value.Number
        && isOfSameRegister(record.dib(), profile.dib())
        && record.dib().tariff() == profile.dib().tariff()
        && record.dib().function() == profile.dib().function();
  }

  private static boolean isTime(DataRecord record, DataRecord profile) {
    boolean isTime =
        record.value() instanceof Value.Date || record.value() instanceof Value.DateTime;
    boolean isPlain =
        record.quantity().equals(Quantity.DATE.text())
            || record.quantity().equals(Quantity.DATE_TIME.text());
    return isTime
        && isPlain
        && record.qualifiers().isEmpty()
        && isOfSameRegister(record.dib(), profile.dib());
  }

  private static boolean isOfSameRegister(Dib one, Dib other) {
    return one.storageNumber() == other.storageNumber() && one.subunit() == other.subunit();
  }

  /** What follows LVAR; nothing where LVAR is no length. */
  private static byte[] data(DataRecord profile) {
    byte[] octets = profile.octets();
    int lvar = profile.dib().length() + profile.vib().length();
    boolean isLength = Lvar.of(octets[lvar] & 0xFF).form() == Lvar.Form.TEXT;
    return isLength ? Arrays.copyOfRange(octets, lvar + 1, octets.length) : new byte[0];
  }

  private static DataRecord time(
      Dib dib, DataRecord base, ProfileSpacing spacing, int n, boolean inverse) {
    Vib vib = new Vib(base.quantity(), null, List.of(qualifier(n)), base.vib().octets());
    Value time = spacing.step(base.value(), inverse ? -n : n);
    return new DataRecord(dib, vib, spacing.octets(), time, Quality.GOOD);
  }

  private static String qualifier(int n) {
    return "profile-" + n;
  }

  /** The values of one profile, each told by itself or by its difference to the one before. */
  private static final class Series {
    private final Dib dib;
    private final DataRecord base;
    private final Meaning meaning;
    private final ProfileSpacing spacing;
    private final boolean inverse;
    private @Nullable BigDecimal last;

    Series(Dib dib, DataRecord base, ProfileSpacing spacing, boolean inverse) {
      this.dib = dib;
      this.base = base;
      this.spacing = spacing;
      this.inverse = inverse;
      OctetReader vib = new OctetReader(base.vib().octets());
      meaning = new VibDecoder(vib, PlainText.Position.BEHIND_VIF, VifeTable.COMBINABLE).decode();
      last = number(base.value());
    }

    DataRecord next(int n, byte[] octets) {
      Reading reading = read(octets);
      if (spacing.isDifference() && reading.quality() == Quality.GOOD) {
        reading = sum(reading);
      }
      last = number(reading.value());
      List<String> qualifiers = new ArrayList<>(base.qualifiers());
      qualifiers.add(qualifier(n));
      Vib vib = new Vib(base.quantity(), base.unit(), qualifiers, base.vib().octets());
      return new DataRecord(dib, vib, octets, reading.value(), reading.quality());
    }

    private Reading read(byte[] octets) {
      Meaning element = spacing.isDifference() ? meaning.ofDifference(spacing.isSigned()) : meaning;
      return ValueDecoder.decode(
          Dib.implied(spacing.dataField(), dib.storageNumber()),
          element,
          null,
          new DataOctets(octets, 0, octets.length));
    }

    /** Behind a difference that is missing nothing is known. */
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
