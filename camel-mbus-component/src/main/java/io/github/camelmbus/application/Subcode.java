package io.github.camelmbus.application;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Subcode of an application reset: which application of the meter it is about, and which telegram
 * of it (EN 13757-3, clause 7).
 *
 * @param code the octet on the wire: application in the upper nibble, telegram in the lower one, 0
 *     for all.
 */
public record Subcode(int code) {
  private static final List<String> APPLICATIONS =
      List.of(
          "everything",
          "user data",
          "simple billing",
          "enhanced billing",
          "multi tariff billing",
          "instantaneous values",
          "load management",
          "reserved (7h)",
          "installation and start-up",
          "testing",
          "calibration",
          "manufacturing",
          "development",
          "self test",
          "reserved (Eh)",
          "reserved (Fh)");

  private static final Pattern NAME =
      Pattern.compile("(\\p{Alpha}[\\p{Alpha} _-]*)(?::(\\d{1,2}))?");
  private static final Pattern NUMBER = Pattern.compile("0x\\p{XDigit}{1,2}|\\d{1,3}");
  private static final int LAST_TELEGRAM = 0x0F;

  public Subcode {
    Octets.require("subcode of an application reset", code);
  }

  /**
   * Takes a name with a telegram, {@code user-data} or {@code instantaneousValues:2}, or the octet
   * as a number, {@code 0x52} or {@code 82}. Upper and lower case, spaces and hyphens are alike.
   *
   * @throws IllegalArgumentException with a message that lists the names.
   */
  public static Subcode parse(String text) {
    String plain = text.strip();
    if (NUMBER.matcher(plain).matches()) {
      return new Subcode(Integer.decode(plain.replaceFirst("^0+(?=\\d)", "")));
    }
    Matcher name = NAME.matcher(plain);
    int telegram = name.matches() && name.group(2) != null ? Integer.parseInt(name.group(2)) : 0;
    if (name.matches() && telegram <= LAST_TELEGRAM) {
      for (int i = 0; i < APPLICATIONS.size(); i++) {
        if (bare(APPLICATIONS.get(i)).equals(bare(name.group(1)))) {
          return new Subcode(i << 4 | telegram);
        }
      }
    }
    throw new IllegalArgumentException(
        "an application is one of "
            + APPLICATIONS.stream()
                .filter(known -> !known.startsWith("reserved"))
                .map(known -> known.replace(' ', '-'))
                .collect(Collectors.joining(", "))
            + ", with :1 to :15 for a telegram of it, or a number from 0 to 255, not '"
            + text
            + "'");
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  /** In words, {@code user data, telegram 2} for example. */
  public String text() {
    String application = APPLICATIONS.get(code >> 4);
    int telegram = code & LAST_TELEGRAM;
    return telegram == 0 ? application : "%s, telegram %d".formatted(application, telegram);
  }
}
