package io.github.camelmbus.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An object of a house file, with its place there for messages. */
final class HouseNode {
  private final String place;
  private final JsonNode node;

  /**
   * @param place file, and where in it.
   * @throws HouseFileException if the node is no object.
   */
  HouseNode(String place, JsonNode node) {
    this.place = place;
    this.node = node;
    if (!node.isObject()) {
      throw fault("an object with named fields is wanted, not " + kind(node));
    }
  }

  /** The type of a node in words, without its content: the file may be no house at all. */
  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "nothing";
    };
  }

  HouseFileException fault(String message) {
    return new HouseFileException(place, message, null);
  }

  private HouseFileException fault(String field, String wanted, Object came) {
    return fault(field + " is " + wanted + ", not " + came);
  }

  /** Refuses unknown fields, to detect misspelt ones. */
  void allow(String... fields) {
    List<String> known = Arrays.asList(fields);
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw fault("unknown field '" + name + "', known are " + String.join(", ", known));
      }
    }
  }

  /**
   * Refuses a file with a field that no house has, without naming it: the file may be no house at
   * all.
   */
  void allowOfHouse(String... fields) {
    if (!Arrays.asList(fields).containsAll(fields())) {
      throw fault("this is no house: its fields are " + String.join(", ", fields));
    }
  }

  /**
   * Builds something that checks its arguments; the message of a failure gets the place in the
   * file.
   */
  <T> T checked(Supplier<T> build) {
    try {
      return build.get();
    } catch (IllegalArgumentException e) {
      throw new HouseFileException(place, String.valueOf(e.getMessage()), e);
    }
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  String text(String field) {
    return required(field).asText();
  }

  @Nullable String textOrNull(String field) {
    return has(field) ? text(field) : null;
  }

  int integer(String field) {
    JsonNode value = required(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw fault(field, "a whole number", value);
    }
    return value.intValue();
  }

  int integer(String field, int otherwise) {
    return has(field) ? integer(field) : otherwise;
  }

  @Nullable Integer integerOrNull(String field) {
    return has(field) ? Integer.valueOf(integer(field)) : null;
  }

  BigDecimal number(String field) {
    JsonNode value = required(field);
    if (!value.isNumber()) {
      throw fault(field, "a number", value);
    }
    return value.decimalValue();
  }

  double real(String field, double otherwise) {
    return has(field) ? number(field).doubleValue() : otherwise;
  }

  boolean flag(String field, boolean otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    if (!node.get(field).isBoolean()) {
      throw fault(field, "true or false", node.get(field));
    }
    return node.get(field).booleanValue();
  }

  /** A number of milliseconds. */
  Duration millis(String field, Duration otherwise) {
    return has(field) ? Duration.ofMillis(integer(field)) : otherwise;
  }

  byte[] hex(String field) {
    String digits = text(field).replaceAll("\\s", "");
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw new HouseFileException(place, field + " is hex, not '" + digits + "'", e);
    }
  }

  <E extends Enum<E>> E word(String field, Class<E> words, E otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    for (E word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(text(field))) {
        return word;
      }
    }
    String all = Arrays.toString(words.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw fault(field, "one of " + all, "'" + text(field) + "'");
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    array(field).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** The whole numbers of an array. */
  List<Integer> integers(String field) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode item : array(field)) {
      if (!item.canConvertToInt() || !item.isIntegralNumber()) {
        throw fault(field, "a list of whole numbers", "one with " + kind(item));
      }
      numbers.add(item.intValue());
    }
    return numbers;
  }

  /** The objects of an array; empty without the field. */
  List<HouseNode> objects(String field) {
    List<HouseNode> objects = new ArrayList<>();
    if (has(field)) {
      for (JsonNode item : array(field)) {
        objects.add(new HouseNode("%s, %s[%d]".formatted(place, field, objects.size()), item));
      }
    }
    return objects;
  }

  /** The object of a field; an empty one if the field is missing or true. */
  HouseNode object(String field) {
    boolean empty = !has(field) || node.get(field).equals(BooleanNode.TRUE);
    return new HouseNode(
        place + ", " + field, empty ? JsonNodeFactory.instance.objectNode() : node.get(field));
  }

  /** Whether a field is present and not false. */
  boolean isOn(String field) {
    return has(field) && !node.get(field).equals(BooleanNode.FALSE);
  }

  List<String> fields() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** This object, with missing fields taken from another one. */
  HouseNode over(HouseNode defaults) {
    ObjectNode merged = ((ObjectNode) defaults.node).deepCopy();
    merged.setAll((ObjectNode) node);
    return new HouseNode(place, merged);
  }

  /** The same object with another place in messages. */
  HouseNode at(String otherPlace) {
    return new HouseNode(otherPlace, node);
  }

  /** This object without some of its fields. */
  HouseNode without(String... fields) {
    return new HouseNode(place, ((ObjectNode) node).deepCopy().without(Arrays.asList(fields)));
  }

  private JsonNode required(String field) {
    if (!has(field)) {
      throw fault("field '" + field + "' is missing");
    }
    return node.get(field);
  }

  private JsonNode array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw fault(field, "a list", kind(value));
    }
    return value;
  }
}
