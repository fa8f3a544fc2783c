package io.github.camelmbus.reading;

import io.github.camelmbus.data.FunctionField;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpFormatException;
import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpRegister;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.KmpRequest.GetType;
import io.github.camelmbus.kmp.KmpUnit;
import io.github.camelmbus.kmp.RegisterValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the Kamstrup Meter Protocol to readings. A register becomes a record: a row of {@link
 * KmpRegisters} gives it quantity and key as M-Bus records have them; without a row, or with a unit
 * that does not fit it, the key is {@code register123}.
 */
public final class KmpReadings {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String MANUFACTURER = "KAM";
  private static final int SERIAL_DIGITS = 8;

  private KmpReadings() {}

  /**
   * One reading of the answers of one readout.
   *
   * @param telegrams whole frames in the order they came: an answer with the serial number, those
   *     with registers, and that with the type.
   * @param line where they were read.
   * @param readAt when they were read.
   * @throws KmpFormatException if one of them is no good frame, or answers something else.
   */
  public static MeterReading.Success ofTelegrams(
      List<byte[]> telegrams, @Nullable String line, @Nullable Instant readAt) {
    Long serial = null;
    List<MeterReading.Record> records = new ArrayList<>();
    for (byte[] telegram : telegrams) {
      KmpFrame frame = KmpFrame.decode(telegram);
      if (frame.cid() == new GetSerialNumber().cid()) {
        serial = new GetSerialNumber().answer(frame).number();
      } else if (frame.cid() == new GetType().cid()) {
        records.addAll(type(new GetType().answer(frame)));
      } else {
        records.addAll(records(frame));
      }
    }
    return new MeterReading.Success(
        serial == null ? null : meter(serial),
        line,
        readAt,
        null,
        null,
        records,
        null,
        false,
        true,
        List.of(),
        null,
        telegrams.stream().map(HEX::formatHex).toList());
  }

  private static List<MeterReading.Record> records(KmpFrame frame) {
    KmpAnswer.Registers answer = new GetRegister(KmpRegisters.DEFAULT).answer(frame);
    return answer.values().stream().map(KmpReadings::record).toList();
  }

  /** The identification number of a meter: its serial number with at least eight digits. */
  public static String id(long serial) {
    return ("%0" + SERIAL_DIGITS + "d").formatted(serial);
  }

  /** The head has no address; the meter is known by its serial number. */
  private static MeterReading.Meter meter(long serial) {
    return new MeterReading.Meter(id(serial), null, MANUFACTURER, null, null, null, null, null);
  }

  /** Type and software; none where the meter keeps them in registers alone. */
  private static List<MeterReading.Record> type(KmpAnswer.Type type) {
    List<MeterReading.Record> records = new ArrayList<>();
    if (type.code() != 0) {
      records.add(text("type", "%04X".formatted(type.code()), type));
    }
    if (!type.software().isEmpty()) {
      records.add(text("software", type.software(), type));
    }
    return records;
  }

  private static MeterReading.Record text(String key, String text, KmpAnswer.Type type) {
    return new MeterReading.Record(
        key,
        key,
        text,
        null,
        FunctionField.INSTANTANEOUS,
        0,
        0,
        0,
        List.of(),
        Quality.GOOD,
        HEX.formatHex(type.data().toArray()));
  }

  private static MeterReading.Record record(RegisterValue value) {
    RegisterValue.Meaning meaning = value.meaning();
    KmpUnit unit = value.unit();
    KmpRegister row = KmpRegisters.of(value.register());
    boolean fits = row != null && row.family().covers(unit);
    return new MeterReading.Record(
        row != null && fits ? row.key() : "register" + value.register(),
        row != null && fits ? row.quantity() : "register-" + value.register(),
        meaning.value(),
        unit == null ? null : unit.ucum(),
        row != null && fits ? row.function() : FunctionField.INSTANTANEOUS,
        0,
        row != null && fits ? row.tariff() : 0,
        0,
        row != null && fits ? row.qualifiers() : List.of(),
        meaning.quality(),
        value.raw());
  }
}
