package io.github.camelmbus.kmp;

import io.github.camelmbus.data.FunctionField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a register; the rows are in {@link KmpRegisters}.
 *
 * @param number 0..65535.
 * @param family the kind of its value. If a meter uses the number for something else, its unit
 *     shows that.
 * @param quantity {@code flow-temperature} for example, as of M-Bus records.
 * @param qualifiers words that change the meaning.
 * @param function whether it is the current value, a maximum, a minimum, or of an error state.
 * @param tariff tariff number, 0 without one.
 * @param meaning in words, with the name that the meter shows.
 * @param meters the MULTICAL and electricity meters that are known to have it; {@link #UNKNOWN} if
 *     no source names any. Others may have it, too.
 */
public record KmpRegister(
    int number,
    Family family,
    String quantity,
    List<String> qualifiers,
    FunctionField function,
    int tariff,
    String meaning,
    String meters) {

  /** No source says which meters have the register. */
  public static final String UNKNOWN = "unknown";

  private static final String TARIFF = "tariff";

  public KmpRegister {
    qualifiers = List.copyOf(qualifiers);
  }

  /** Kinds of values, by their units. */
  public enum Family {
    ENERGY("W.h", "J", "cal"),
    POWER("W"),
    VOLUME("m3"),
    MASS("kg"),
    VOLUME_FLOW("m3/h"),
    VOLUME_TEMPERATURE("m3.Cel"),
    TEMPERATURE("Cel", "K"),
    PRESSURE("bar"),
    VOLTAGE("V"),
    CURRENT("A"),
    DURATION("s"),
    PERCENT("%"),
    DATE(KmpUnit.Form.DATE, KmpUnit.Form.LONG_DATE, KmpUnit.Form.MONTH_DAY),
    CLOCK(KmpUnit.Form.CLOCK),
    DATE_TIME(KmpUnit.Form.DATE_TIME),
    TEXT(KmpUnit.Form.TEXT),
    /** A number, text or octets without a unit: no date and no time. */
    PLAIN(unit -> unit.ucum() == null && !DATE.covers(unit) && !CLOCK.covers(unit)),
    /** The unit is a setting of the meter. */
    ANY(unit -> true);

    private final Predicate<KmpUnit> units;

    Family(String... ucum) {
      this(unit -> List.of(ucum).contains(String.valueOf(unit.ucum())));
    }

    Family(KmpUnit.Form... forms) {
      this(unit -> List.of(forms).contains(unit.form()));
    }

    Family(Predicate<KmpUnit> units) {
      this.units = units;
    }

    /** Whether a value with this unit is of this kind; one with an unknown unit is of none. */
    public boolean covers(@Nullable KmpUnit unit) {
      return unit != null && units.test(unit);
    }
  }

  /**
   * A row.
   *
   * @param words quantity, qualifiers, then function ({@code max}, {@code min}, {@code error}) and
   *     tariff where they are not the default, {@code volume-flow year max} for example.
   */
  static KmpRegister row(int number, Family family, String words, String meaning, String meters) {
    List<String> qualifiers = new ArrayList<>();
    FunctionField function = FunctionField.INSTANTANEOUS;
    int tariff = 0;
    List<String> all = List.of(words.split(" "));
    for (String word : all.subList(1, all.size())) {
      FunctionField named = function(word);
      if (named != null) {
        function = named;
      } else if (word.startsWith(TARIFF)) {
        tariff = Integer.parseInt(word.substring(TARIFF.length()));
      } else {
        qualifiers.add(word);
      }
    }
    return new KmpRegister(
        number, family, all.get(0), qualifiers, function, tariff, meaning, meters);
  }

  private static @Nullable FunctionField function(String word) {
    return switch (word) {
      case "max" -> FunctionField.MAXIMUM;
      case "min" -> FunctionField.MINIMUM;
      case "error" -> FunctionField.ERROR;
      default -> null;
    };
  }

  /** The key of its records, {@code volumeFlow_year_max} for example; unique among all rows. */
  public String key() {
    Stream<String> functionPart =
        switch (function) {
          case INSTANTANEOUS -> Stream.empty();
          case MAXIMUM -> Stream.of("max");
          case MINIMUM -> Stream.of("min");
          case ERROR -> Stream.of("error");
        };
    Stream<String> tariffPart = tariff == 0 ? Stream.empty() : Stream.of(TARIFF + tariff);
    return Stream.of(Stream.of(quantity), qualifiers.stream(), functionPart, tariffPart)
        .flatMap(parts -> parts)
        .map(KmpRegister::camelCase)
        .reduce((before, next) -> before + "_" + next)
        .orElseThrow();
  }

  private static String camelCase(String words) {
    String[] parts = words.split("-");
    StringBuilder joined = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      joined
          .append(parts[i].substring(0, 1).toUpperCase(Locale.ROOT))
          .append(parts[i].substring(1));
    }
    return joined.toString();
  }
}
