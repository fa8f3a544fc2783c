package io.github.camelmbus.reading;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses at the octets in a line that has other text, too: a dump with offsets, a line of a log, a
 * sentence. Only the checksum of a telegram shows whether a guess is right.
 */
enum TextOctets {
  /** A whole line in a notation of {@link TextLine}; it may be a part of a telegram. */
  WHOLE_LINE {
    @Override
    byte @Nullable [] of(String line) {
      return TextLine.of(line) instanceof TextLine.Octets all ? all.octets() : null;
    }
  },

  /**
   * {@code 0010 0C 06 45 23 ..E#}, as xxd, tcpdump and Wireshark write: the column of characters
   * begins after two blanks.
   */
  DUMP {
    @Override
    byte @Nullable [] of(String line) {
      return dumped(COLUMN_AFTER_TWO_BLANKS, line);
    }
  },

  /**
   * {@code 00000010 0C 06 45 23 01 00 7D 16 |..E#..}.|}, as {@code hexdump -C} and Wireshark write:
   * two blanks are in the middle, too.
   */
  DUMP_IN_HALVES {
    @Override
    byte @Nullable [] of(String line) {
      return dumped(COLUMN_AFTER_MARK, line);
    }
  },

  /** {@code 0000010 060C 2345}, as {@code hexdump} and {@code od -x} write on most machines. */
  DUMP_OF_SWAPPED_OCTETS {
    @Override
    byte @Nullable [] of(String line) {
      byte[] octets = dumped(COLUMN_AFTER_TWO_BLANKS, line);
      if (octets == null || octets.length % 2 != 0) {
        return null;
      }
      byte[] swapped = new byte[octets.length];
      for (int i = 0; i < octets.length; i++) {
        swapped[i] = octets[i ^ 1];
      }
      return swapped;
    }
  },

  /** {@code 0C 06 45 23 ..E#}, with the column of characters and no offset. */
  DUMP_WITHOUT_OFFSET {
    @Override
    byte @Nullable [] of(String line) {
      return dumped(COLUMN_WITHOUT_OFFSET, line);
    }
  },

  /** {@code [104, 21, 21, 104, 8, -100]}. */
  DECIMAL {
    @Override
    byte @Nullable [] of(String line) {
      return longest(DECIMALS, line).map(TextOctets::decimals).orElse(null);
    }
  },

  /** The longest row of octets, with anything but words between them. */
  LONGEST_ROW {
    @Override
    byte @Nullable [] of(String line) {
      return rows(line).stream().max(Comparator.comparingInt(row -> row.length)).orElse(null);
    }
  },

  /** The last row, as after a time and a name. */
  LAST_ROW {
    @Override
    byte @Nullable [] of(String line) {
      List<byte[]> rows = rows(line);
      return rows.isEmpty() ? null : rows.get(rows.size() - 1);
    }
  },

  /** The longest word of a line, in base 64. */
  BASE64 {
    @Override
    byte @Nullable [] of(String line) {
      return longest(BASE64_WORD, line).map(TextOctets::base64).orElse(null);
    }
  };

  private static final HexFormat HEX = HexFormat.of();

  /**
   * A line of 256 octets, the most that xxd writes. The patterns of dumps need stack for each
   * octet.
   */
  private static final int LONGEST_OF_DUMP = 1024;

  /** The offset and its blanks. The first digits of a line of octets may look like one. */
  private static final String OFFSET = "^\\s*(?:0[xX])?\\p{XDigit}{4,16}:?\\s+";

  /** Groups of one or more octets. */
  private static final String GROUPS =
      "((?:0[xX])?(?:\\p{XDigit}{2})+(?:\\s{1,2}(?:0[xX])?(?:\\p{XDigit}{2})+)*?)";

  private static final Pattern COLUMN_AFTER_TWO_BLANKS =
      Pattern.compile(OFFSET + GROUPS + "(?:\\s{2}.*|\\s*)$");

  private static final Pattern COLUMN_WITHOUT_OFFSET =
      Pattern.compile("^\\s*" + GROUPS + "\\s{2}.*$");

  private static final Pattern COLUMN_AFTER_MARK =
      Pattern.compile(OFFSET + GROUPS + "(?:\\s*[|>].*|\\s{3}.*|\\s*)$");

  private static final Pattern DECIMALS =
      Pattern.compile("(?<![\\w.:-])-?\\d{1,3}(?:[,;\\s]+-?\\d{1,3})*+(?![\\w.:-])");

  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z]+");
  private static final Pattern OCTETS_OF_WORD =
      Pattern.compile("(?:0[xX]|x|H)?(\\p{XDigit}+)[hH]?");
  private static final String CAST = "byte";
  private static final Pattern BASE64_WORD = Pattern.compile("[A-Za-z0-9+/]{12,}={0,2}");

  /** The octets of a line; null if it has none of this form. */
  abstract byte @Nullable [] of(String line);

  private static byte @Nullable [] dumped(Pattern dump, String line) {
    if (line.length() > LONGEST_OF_DUMP) {
      return null;
    }
    Matcher found = dump.matcher(line);
    return found.find() ? HEX.parseHex(found.group(1).replaceAll("0[xX]|\\s", "")) : null;
  }

  private static Optional<String> longest(Pattern words, String line) {
    return words
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .max(Comparator.comparingInt(String::length));
  }

  private static byte @Nullable [] decimals(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String number : text.split("[,;\\s]+")) {
      int value = Integer.parseInt(number);
      if (value < Byte.MIN_VALUE || value > 0xFF) {
        return null;
      }
      octets.write(value);
    }
    return octets.toByteArray();
  }

  /** Octets without a word between them. */
  private static List<byte[]> rows(String line) {
    Matcher stamp = TextLine.TimeStamp.IN_FRONT.matcher(line);
    String text = stamp.lookingAt() ? line.substring(stamp.end()) : line;
    List<byte[]> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      Matcher octets = OCTETS_OF_WORD.matcher(word);
      String digits = octets.matches() ? padded(octets.group(1)) : "";
      if (!digits.isEmpty()) {
        row.append(digits);
      } else if (!word.equals(CAST)) {
        endOf(row, rows);
      }
    }
    endOf(row, rows);
    return rows;
  }

  /**
   * Two digits for each octet: some programs leave out a zero in front. Empty for an odd number of
   * digits.
   */
  private static String padded(String digits) {
    return digits.length() == 1 ? "0" + digits : digits.length() % 2 == 0 ? digits : "";
  }

  private static void endOf(StringBuilder row, List<byte[]> rows) {
    if (!row.isEmpty()) {
      rows.add(HEX.parseHex(row));
      row.setLength(0);
    }
  }

  private static byte @Nullable [] base64(String word) {
    try {
      return Base64.getDecoder().decode(word);
    } catch (IllegalArgumentException other) {
      return null;
    }
  }
}
