package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.operation.Operation;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.data.DataEncoder;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.simulator.Chance;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.MeterDefinition;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A house to write to, and how routes do it. */
abstract class WriteRouteTest extends RouteTest {
  /** 12345 kWh, 2850.427 m3. */
  private static final String RECORDS = "0C0645230100" + "0C1327048502";

  static final Chance ONCE = new Chance(1, 1);

  /** What each operation does to meter 12345678 at primary address 1. */
  enum Operation {
    SET_PRIMARY_ADDRESS("setPrimaryAddress", "5", "017A05", true, "setPrimaryAddress to 1"),
    SET_IDENTIFICATION(
        "setIdentification", "12345679", "0C7979563412", true, "setIdentification to 12345678"),
    // 2026-11-25T21:00: minute 0, hour 21 = 15h, day 25 | (26 & 7) << 5 = 59h, month 11 | 3 << 4
    SET_CLOCK("setClock", "2026-11-25T21:00", "046D0015593B", true, null),
    SET_BAUD_RATE("setBaudRate", "9600", "", true, "setBaudRate to 2400 with the line at 9600"),
    APPLICATION_RESET("applicationReset", "user-data", "10", false, null),
    SELECT_RECORDS("selectRecords", "volume", "0813", true, "applicationReset"),
    WRITE_RECORDS("writeRecords", "energy=0", "0C0600000000", true, "writeRecords energy=12345000"),
    SYNCHRONISE("synchronise", "5C", "", false, null);

    final String word;
    final String value;
    private final String data;
    final boolean shows;
    final @Nullable String undo;

    /**
     * @param data behind the CI field.
     * @param shows whether the meter does.
     * @param undo what takes it back; null where nothing does.
     */
    Operation(String word, String value, String data, boolean shows, @Nullable String undo) {
      this.word = word;
      this.value = value;
      this.data = data;
      this.shows = shows;
      this.undo = undo;
    }

    String ci() {
      return switch (this) {
        case SET_BAUD_RATE -> "BD";
        case APPLICATION_RESET -> "50";
        case SYNCHRONISE -> "5C";
        default -> "51";
      };
    }

    /** SND_UD with FCB 1 to a primary address or 253. */
    String telegram(int address) {
      String user = "73%02X".formatted(address) + ci() + data;
      int length = user.length() / 2;
      int sum = 0;
      for (byte octet : HexFormat.of().parseHex(user)) {
        sum += octet;
      }
      return "68%02X%02X68%s%02X16".formatted(length, length, user, sum & 0xFF);
    }
  }

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** A heat meter 12345678 at 1 with energy, volume and a clock that goes. */
  static MeterDefinition heatMeter(Fault... faults) {
    return MeterDefinition.of(HYD)
        .withTelegrams(now -> List.of(telegram(RECORDS + "046D" + typeF(now))))
        .withPrimaryAddress(1)
        .withFaults(faults);
  }

  /** A meter 12345678 at 1 with nothing but a clock of BCD digits. */
  static MeterDefinition clockMeter(String record) {
    return MeterDefinition.of(HYD)
        .withTelegrams(now -> List.of(telegram(record + bcd(now))))
        .withPrimaryAddress(1);
  }

  private static String bcd(LocalDateTime now) {
    return now.format(DateTimeFormatter.ofPattern("ssmmHHddMMyy"));
  }

  private static String typeF(LocalDateTime now) {
    return HexFormat.of().formatHex(DataEncoder.typeF(now, false));
  }

  private static LongFrame telegram(String records) {
    byte[] data = HexFormat.of().parseHex("00".repeat(12) + records);
    return new LongFrame(ControlField.rspUd(), new PrimaryAddress(0), 0x72, data);
  }

  void houseWith(Fault... faults) {
    lines.with("house", heatMeter(faults), VirtualLines.meter(KAM, 2));
    lines.watch(octets -> requests.add(HexFormat.of().withUpperCase().formatHex(octets)));
  }

  long timesSent(String telegram) {
    return requests.stream().filter(telegram::equals).count();
  }

  static WriteResult result(Exchange exchange) {
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody(WriteResult.class);
  }

  Exchange write(Operation operation, String options) {
    return write(operation, options, operation.value);
  }

  Exchange write(Operation operation, String options, String value) {
    return write(operation.word, options + "&value=RAW(" + value + ")", null, Map.of());
  }

  Exchange write(
      String operation, String options, @Nullable Object body, Map<String, Object> headers) {
    String uri =
        "mbus:virtual:house?operation=%s&allowOperations=%s&%s"
            .formatted(operation, operation, options);
    return producer()
        .request(
            uri,
            exchange -> {
              exchange.getMessage().setBody(body);
              exchange.getMessage().setHeaders(new HashMap<>(headers));
            });
  }
}
