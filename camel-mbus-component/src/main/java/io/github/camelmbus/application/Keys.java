package io.github.camelmbus.application;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The AES-128 keys of encrypted meters: one for each meter, one for all, or both. Immutable; shows
 * no key in any text.
 */
public final class Keys {
  /** No key at all. */
  public static final Keys NONE = new Keys(Map.of());

  private static final String FILE = "file:";
  private static final Comparator<SecondaryAddress> EXACT_FIRST =
      Comparator.comparing((SecondaryAddress mask) -> !mask.isExact())
          .thenComparing(mask -> mask.equals(SecondaryAddress.ANY))
          .thenComparing(SecondaryAddress::toString);

  private final Map<SecondaryAddress, AesKey> keys;

  private Keys(Map<SecondaryAddress, AesKey> keys) {
    this.keys = keys;
  }

  /**
   * Takes keys as users write them.
   *
   * @param text a key of 32 hexadecimal digits for all meters; or {@code 12345678=KEY,...} with
   *     identification numbers or secondary addresses of 16 digits, where an entry without {@code
   *     =} is the key of all others; or {@code file:keys.properties} with a line {@code
   *     12345678=KEY} for each meter and {@code *=KEY} for all others. A blank text has no keys.
   * @throws IllegalArgumentException if it has none of these forms, or the file cannot be read; the
   *     message contains no key.
   */
  public static Keys parse(String text) {
    String stripped = text.strip();
    if (stripped.startsWith(FILE)) {
      Path file = Path.of(stripped.substring(FILE.length()));
      Builder keys = new Builder("the keys in " + file);
      properties(file).forEach(keys::add);
      return keys.build();
    }
    Builder keys = new Builder("the keys");
    if (!stripped.isEmpty()) {
      List<String> entries = List.of(stripped.split(",", -1));
      entries.forEach(keys::addEntry);
    }
    return keys.build();
  }

  /**
   * One key for all meters.
   *
   * @param digits 32 hexadecimal digits.
   * @throws IllegalArgumentException if they are not; the message does not quote them.
   */
  public static Keys ofAll(String digits) {
    return new Keys(Map.of(SecondaryAddress.ANY, AesKey.parse(digits.strip())));
  }

  private static Map<String, String> properties(Path file) {
    InOrder properties = new InOrder();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      skipByteOrderMark(reader);
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      // A malformed file is quoted by its exception, and may hold keys: only its class is reported.
      throw new IllegalArgumentException(
          "the keys in %s cannot be read: %s".formatted(file, reason(unreadable)));
    }
    return properties.entries;
  }

  /** The entries of a file in their order, as messages count them. */
  private static final class InOrder extends Properties {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> entries = new LinkedHashMap<>();

    @Override
    public synchronized @Nullable Object put(Object id, Object key) {
      entries.put((String) id, (String) key);
      return super.put(id, key);
    }
  }

  /** Editors on Windows begin a text in UTF-8 with a mark, which is part of no key. */
  private static void skipByteOrderMark(Reader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
  }

  private static String reason(Exception unreadable) {
    if (unreadable instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (unreadable instanceof AccessDeniedException) {
      return "permission denied";
    } else if (unreadable instanceof CharacterCodingException) {
      return "it is no text in UTF-8";
    }
    return unreadable.getClass().getSimpleName();
  }

  /** Whether there is no key. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The key of a meter; null if none is known. */
  @Nullable AesKey keyOf(SecondaryAddress meter) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getKey().matches(meter))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /**
   * Decrypts octets in counter mode, with the key of a meter.
   *
   * @param vector the first counter, 16 octets.
   * @return null if no key of this meter is known.
   */
  public byte @Nullable [] decryptCtr(SecondaryAddress meter, byte[] octets, byte[] vector) {
    AesKey key = keyOf(meter);
    return key == null ? null : key.decryptCtr(octets, vector);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Keys that && keys.equals(that.keys);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys.keySet());
  }

  /** The number of keys, without the keys. */
  @Override
  public String toString() {
    return "Keys[%d, masked]".formatted(keys.size());
  }

  /** Collects entries. Messages give the number of an entry, because they must not quote it. */
  private static final class Builder {
    private static final String ALL = "*";

    private final Map<SecondaryAddress, AesKey> keys = new TreeMap<>(EXACT_FIRST);
    private final String name;
    private int count;

    /**
     * @param name of all keys, for messages.
     */
    Builder(String name) {
      this.name = name;
    }

    void addEntry(String entry) {
      int equals = entry.indexOf('=');
      add(equals < 0 ? ALL : entry.substring(0, equals), entry.substring(equals + 1));
    }

    void add(String meter, String digits) {
      count++;
      AesKey former;
      try {
        former = keys.put(mask(meter.strip()), AesKey.parse(digits.strip()));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "entry %d of %s: %s".formatted(count, name, wrong.getMessage()), wrong);
      }
      if (former != null) {
        throw new IllegalArgumentException(
            "entry %d of %s: its meter has a key already".formatted(count, name));
      }
    }

    private static SecondaryAddress mask(String meter) {
      if (meter.equals(ALL)) {
        return SecondaryAddress.ANY;
      }
      // The advice of SecondaryAddress quotes its text, which is a key where both are swapped.
      if (!meter.matches("[0-9A-Fa-f]{8}([0-9A-Fa-f]{8})?")) {
        throw new IllegalArgumentException(
            "in front of = stands an identification number of 8 digits or a secondary address of"
                + " 16, %d characters came".formatted(meter.length()));
      }
      return SecondaryAddress.parse(meter);
    }

    Keys build() {
      return new Keys(keys);
    }
  }
}
