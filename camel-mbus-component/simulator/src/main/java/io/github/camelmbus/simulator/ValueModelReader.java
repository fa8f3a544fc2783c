package io.github.camelmbus.simulator;

import java.util.ArrayList;
import java.util.List;

/** Reads the value model of a record or register. */
final class ValueModelReader {
  private final List<String> more;

  /**
   * @param more fields of the record or register, beside those of the model.
   */
  ValueModelReader(String... more) {
    this.more = List.of(more);
  }

  ValueModel read(HouseNode record) {
    String model = record.text("model");
    return switch (model) {
      case "constant" -> {
        allow(record, "value");
        yield new ValueModel.Constant(record.number("value"));
      }
      case "octets" -> {
        allow(record, "octets");
        yield new ValueModel.Octets(record.hex("octets"));
      }
      case "counter" -> {
        allow(record, "start", "perHour", "curve", "spread");
        yield new ValueModel.Counter(
            record.number("start"), record.number("perHour"), curve(record), spread(record));
      }
      case "gauge" -> {
        allow(record, "low", "high", "curve", "spread");
        yield new ValueModel.Gauge(
            record.number("low"), record.number("high"), curve(record), spread(record));
      }
      case "clock" -> {
        allow(record);
        yield new ValueModel.Clock();
      }
      default ->
          throw record.fault(
              "model is one of constant, octets, counter, gauge, clock, not '" + model + "'");
    };
  }

  private void allow(HouseNode record, String... ofModel) {
    List<String> fields = new ArrayList<>(more);
    fields.add("model");
    fields.addAll(List.of(ofModel));
    record.allow(fields.toArray(String[]::new));
  }

  private static DayCurve curve(HouseNode record) {
    return record.word("curve", DayCurve.class, DayCurve.FLAT);
  }

  private static int spread(HouseNode record) {
    int spread = record.integer("spread", 0);
    if (spread < 0 || spread > 100) {
      throw record.fault("spread is 0 to 100 percent, not " + spread);
    }
    return spread;
  }
}
