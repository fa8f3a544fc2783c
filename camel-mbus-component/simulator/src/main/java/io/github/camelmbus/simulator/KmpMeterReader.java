package io.github.camelmbus.simulator;

import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpLog;
import io.github.camelmbus.kmp.KmpRegisters;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a meter that speaks KMP from its entry in a house file. */
final class KmpMeterReader {
  private static final Pattern SOFTWARE = Pattern.compile("([A-Z])([0-9]{1,3})");
  private static final int USUAL_LENGTH = 4;
  private static final int MAX_NUMBER = 0xFFFF;
  private static final String[] FIELDS = {
    "protocol",
    "id",
    "type",
    "software",
    "responseDelay",
    "wakeUpDelay",
    "longestGap",
    "registers",
    "logs",
    "moduleLogs",
    "longestAnswer",
    "template",
    "faults"
  };

  private final ValueModelReader models =
      new ValueModelReader("register", "unit", "length", "exponent", "at");
  private final FaultReader faults;

  KmpMeterReader(FaultReader faults) {
    this.faults = faults;
  }

  KmpMeterDefinition read(HouseNode meter) {
    meter.allow(FIELDS);
    long serialNumber = serialNumber(meter);
    KmpAnswer.Type type = type(meter);
    List<RegisterModel> registers =
        meter.objects("registers").stream().map(this::register).toList();
    List<Fault> faultsOfMeter = faults.read(meter.object("faults"));
    return meter.checked(
        () ->
            new KmpMeterDefinition(
                serialNumber,
                type,
                timing(meter),
                registers,
                logs(meter, registers),
                faultsOfMeter));
  }

  private static KmpMeterDefinition.Timing timing(HouseNode meter) {
    KmpMeterDefinition.Timing usual = KmpMeterDefinition.Timing.USUAL;
    return new KmpMeterDefinition.Timing(
        meter.millis("responseDelay", usual.responseDelay()),
        meter.millis("wakeUpDelay", usual.wakeUpDelay()),
        meter.millis("longestGap", usual.longestGap()));
  }

  private static KmpMeterDefinition.Logs logs(HouseNode meter, List<RegisterModel> known) {
    List<LogModel> own = new ArrayList<>();
    for (HouseNode log : meter.objects("logs")) {
      log.allow("log", "since", "depth", "registers");
      own.add(log(log, known));
    }
    List<ModuleLogModel> module = new ArrayList<>();
    for (HouseNode log : meter.objects("moduleLogs")) {
      log.allow("number", "log", "since", "depth", "registers");
      LogModel entries = log(log, known);
      module.add(log.checked(() -> new ModuleLogModel(log.integer("number"), entries)));
    }
    int usual = KmpMeterDefinition.Logs.USUAL_LONGEST_ANSWER;
    return new KmpMeterDefinition.Logs(own, module, meter.integer("longestAnswer", usual));
  }

  private static long serialNumber(HouseNode meter) {
    String id = meter.text("id");
    if (!id.matches("[0-9]{1,10}")) {
      throw meter.fault("id is the serial number in decimal digits, not '" + id + "'");
    }
    return Long.parseLong(id);
  }

  private static KmpAnswer.Type type(HouseNode meter) {
    int code = meter.has("type") ? code(meter, "type", 2) : 0;
    if (!meter.has("software")) {
      return new KmpAnswer.Type(code, 0, 0);
    }
    String software = meter.text("software");
    Matcher parts = SOFTWARE.matcher(software);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 0xFF) {
      throw meter.fault(
          "software is a letter and a number from 0 to 255, C12 for example, not '"
              + software
              + "'");
    }
    int revision = software.charAt(0) - 'A' + 1;
    return new KmpAnswer.Type(code, revision, Integer.parseInt(parts.group(2)));
  }

  private RegisterModel register(HouseNode entry) {
    int number = entry.integer("register");
    if (number < 0 || number > MAX_NUMBER) {
      throw entry.fault("register is 0 to %d, not %d".formatted(MAX_NUMBER, number));
    }
    int unit = code(entry, "unit", 1);
    ValueModel model = models.read(entry);
    ReferenceTime at = entry.word("at", ReferenceTime.class, ReferenceTime.NOW);
    return entry.checked(
        () ->
            new RegisterModel(
                    number,
                    unit,
                    entry.integer("length", USUAL_LENGTH),
                    entry.integer("exponent", 0),
                    model,
                    at)
                .requireEncodable());
  }

  private static LogModel log(HouseNode entry, List<RegisterModel> known) {
    List<Integer> registers = entry.integers("registers");
    for (int register : registers) {
      if (register != KmpRegisters.SERIAL_NUMBER
          && known.stream().noneMatch(model -> model.register() == register)) {
        throw entry.fault("the meter has no register %d".formatted(register));
      }
    }
    return entry.checked(
        () ->
            new LogModel(
                KmpLog.of(entry.text("log")), since(entry), entry.integer("depth"), registers));
  }

  private static LocalDateTime since(HouseNode log) {
    try {
      return LocalDate.parse(log.text("since")).atStartOfDay();
    } catch (DateTimeParseException e) {
      throw log.fault("since is a date, 2025-03-01 for example, not '" + log.text("since") + "'");
    }
  }

  /** An unsigned number of some octets, written in hexadecimal digits. */
  private static int code(HouseNode node, String field, int octets) {
    byte[] code = node.hex(field);
    if (code.length != octets) {
      throw node.fault("%s is %d hexadecimal digits".formatted(field, 2 * octets));
    }
    int number = 0;
    for (byte octet : code) {
      number = number << Byte.SIZE | octet & 0xFF;
    }
    return number;
  }
}
