package io.github.camelmbus.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelmbus.application.Manufacturer;
import io.github.camelmbus.application.SecondaryAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Makes a house from the content of a file; the fields are those of {@link House}. */
final class HouseReader {
  private static final int ID_DIGITS = 8;
  private static final String LAST_TWO_DIGITS = "lastTwoDigits";
  private static final String[] METER_FIELDS = {
    "protocol",
    "id",
    "manufacturer",
    "version",
    "deviceType",
    "primaryAddress",
    "fabricationNumber",
    "baudRate",
    "responseDelay",
    "alarm",
    "telegrams",
    "records",
    "manufacturerData",
    "template",
    "count",
    "step",
    "faults"
  };

  private static final String PROTOCOL = "protocol";
  private static final String KMP = "kmp";
  private static final ValueModelReader MODELS = new ValueModelReader("dib", "vib", "at");

  private final String file;
  private final Consumer<RecordModel> check;
  private final FaultReader faults = new FaultReader();

  private HouseReader(String file, Consumer<RecordModel> check) {
    this.file = file;
    this.check = check;
  }

  /**
   * Reads what users have written.
   *
   * @param file its name in messages.
   */
  static HouseReader ofUser(String file) {
    return new HouseReader(file, RecordModel::requireEncodable);
  }

  /** Reads a house of this artifact, whose records a test has encoded. */
  static HouseReader ofArtifact(String file) {
    return new HouseReader(file, record -> {});
  }

  House read(String name, JsonNode content) {
    HouseNode house = new HouseNode(file, content);
    house.allowOfHouse("line", "templates", "meters", "faults");
    SimulatedLine line = line(house.object("line"));
    HouseNode templates = house.object("templates");
    List<HouseNode> entries = new ArrayList<>();
    for (HouseNode entry : house.objects("meters")) {
      entries.add(withTemplate(entry, templates, entries.size() + 1));
    }
    if (entries.stream().anyMatch(HouseReader::isKmp)) {
      return new House(name, line, List.of(), kmpMeter(entries));
    }
    List<MeterDefinition> meters = new ArrayList<>();
    entries.forEach(entry -> meters.addAll(group(entry)));
    spread(house.objects("faults"), meters, new Random(line.seed()));
    return new House(name, line, meters);
  }

  private static boolean isKmp(HouseNode meter) {
    return KMP.equals(meter.textOrNull(PROTOCOL));
  }

  private KmpMeterDefinition kmpMeter(List<HouseNode> entries) {
    HouseNode last = entries.get(entries.size() - 1);
    if (entries.size() > 1) {
      throw last.fault("a head is on one meter: a house with a meter of protocol kmp has no other");
    }
    return new KmpMeterReader(faults).read(last);
  }

  private SimulatedLine line(HouseNode line) {
    line.allow(
        "baudRate",
        "seed",
        "ackGarble",
        "maximumSkew",
        "badOctets",
        "collisionBreak",
        "echo",
        "idleNoise",
        "lostAfterFrames",
        "gateway");
    SimulatedLine usual = SimulatedLine.DEFAULT;
    return line.checked(
        () ->
            new SimulatedLine(
                line.integer("baudRate", usual.baudRate()),
                line.integer("seed", (int) usual.seed()),
                collisions(line),
                line.flag("echo", usual.echo()),
                line.real("idleNoise", usual.idleNoise()),
                line.integer("lostAfterFrames", usual.lostAfterFrames()),
                gateway(line)));
  }

  private static SimulatedLine.Collisions collisions(HouseNode line) {
    SimulatedLine.Collisions usual = SimulatedLine.DEFAULT.collisions();
    return new SimulatedLine.Collisions(
        line.real("ackGarble", usual.ackGarble()),
        line.real("maximumSkew", usual.maximumSkew()),
        line.word("badOctets", BadOctets.class, usual.badOctets()),
        line.millis("collisionBreak", usual.breakLength()));
  }

  private static GatewayOptions gateway(HouseNode line) {
    if (!line.has("gateway")) {
      return GatewayOptions.NONE;
    }
    try {
      return GatewayOptions.parse(line.text("gateway"));
    } catch (IllegalArgumentException e) {
      throw line.fault("gateway: " + e.getMessage());
    }
  }

  private HouseNode withTemplate(HouseNode entry, HouseNode templates, int number) {
    String place = file + ": meter " + number;
    HouseNode meter = entry.at(entry.has("id") ? place + " (" + entry.text("id") + ")" : place);
    String template = meter.textOrNull("template");
    if (template != null && !templates.has(template)) {
      String known = String.join(", ", templates.fields());
      throw meter.fault("template is one of [" + known + "], not '" + template + "'");
    }
    HouseNode merged = template == null ? meter : meter.over(templates.object(template));
    String protocol = merged.textOrNull(PROTOCOL);
    if (protocol != null && !protocol.equals(KMP) && !protocol.equals("mbus")) {
      throw merged.fault("protocol is one of mbus, kmp, not '" + protocol + "'");
    }
    if (!isKmp(merged)) {
      merged.allow(METER_FIELDS);
    }
    return merged;
  }

  private List<MeterDefinition> group(HouseNode entry) {
    String id = entry.text("id").toUpperCase(Locale.ROOT);
    int count = entry.integer("count", 1);
    Content content = content(entry);
    List<MeterDefinition> meters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String own = count == 1 ? id : following(entry, id, (long) i * entry.integer("step", 1));
      meters.add(entry.checked(() -> meter(entry, own, content)));
    }
    return meters;
  }

  private static String following(HouseNode entry, String id, long steps) {
    String digits = id.matches("[0-9]{8}") ? "%08d".formatted(Long.parseLong(id) + steps) : "";
    if (digits.length() != ID_DIGITS) {
      throw entry.fault("id '" + id + "' cannot be counted on from: 8 decimal digits are wanted");
    }
    return digits;
  }

  private MeterDefinition meter(HouseNode entry, String id, Content content) {
    SecondaryAddress address =
        new SecondaryAddress(
            id,
            Manufacturer.of(entry.text("manufacturer")).code(),
            entry.integer("version"),
            entry.integer("deviceType"));
    MeterDefinition usual = MeterDefinition.of(address.toString());
    return new MeterDefinition(
        new MeterDefinition.Addresses(
            address.toString(), primaryAddress(entry, id), entry.textOrNull("fabricationNumber")),
        entry.integer("baudRate", usual.baudRate()),
        entry.millis("responseDelay", usual.responseDelay()),
        entry.integerOrNull("alarm"),
        content.of(id),
        faults.read(entry.object("faults")));
  }

  private static int primaryAddress(HouseNode entry, String id) {
    if (!LAST_TWO_DIGITS.equals(entry.textOrNull("primaryAddress"))) {
      return entry.integer("primaryAddress", 0);
    }
    String digits = id.substring(ID_DIGITS - 2);
    if (!digits.matches("[0-9]{2}")) {
      throw entry.fault("primaryAddress: the last two digits of '" + id + "' are no number");
    }
    return Integer.parseInt(digits);
  }

  /** The telegrams of the meters of one group, each by its id. */
  private interface Content {
    TelegramModel of(String id);
  }

  private Content content(HouseNode entry) {
    if (entry.has("telegrams") == entry.has("records")) {
      throw entry.fault("a meter has either 'telegrams' or 'records'");
    }
    if (entry.has("telegrams")) {
      List<String> hex = entry.texts("telegrams");
      TelegramModel telegrams = entry.checked(() -> MeterDefinition.constant(hex));
      return id -> telegrams;
    }
    List<RecordModel> records = entry.objects("records").stream().map(this::recordModel).toList();
    byte[] more = entry.has("manufacturerData") ? entry.hex("manufacturerData") : new byte[0];
    return id -> new RecordTelegrams(records, variety(id), more);
  }

  /** A random variety that is always the same for one id. */
  static int variety(String id) {
    int range = ValueModel.MAX_VARIETY - ValueModel.LEAST_VARIETY + 1;
    return ValueModel.LEAST_VARIETY + new Random(id.hashCode()).nextInt(range);
  }

  private RecordModel recordModel(HouseNode record) {
    RecordModel model =
        new RecordModel(
            record.hex("dib"),
            record.hex("vib"),
            MODELS.read(record),
            record.word("at", ReferenceTime.class, ReferenceTime.NOW));
    return record.checked(
        () -> {
          check.accept(model);
          return model;
        });
  }

  /** Gives the faults of the whole house to meters chosen by the seed. */
  private void spread(List<HouseNode> all, List<MeterDefinition> meters, Random random) {
    for (HouseNode entry : all) {
      Fault fault = faults.read(entry.text("fault"), entry.without("fault", "count"));
      List<Integer> order = new ArrayList<>(IntStream.range(0, meters.size()).boxed().toList());
      Collections.shuffle(order, random);
      int count = Math.min(entry.integer("count", 1), order.size());
      for (int index : order.subList(0, count)) {
        meters.set(index, meters.get(index).withFault(fault));
      }
    }
  }
}
