package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpAnswer;
import io.github.camelmbus.kmp.KmpRequest.GetRegister;
import io.github.camelmbus.kmp.KmpRequest.GetSerialNumber;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.line.LineTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads registers, eight with each request, as every request costs the battery of the meter.
 *
 * <p>The serial number comes first: a head has no address and can have been put on another meter.
 * Registers that a meter has left out once are not asked of it again.
 */
final class ReadRegisters implements LineTask<KmpSession, HeadReadout> {
  private final List<Integer> registers;
  private final KnownGaps gaps;

  ReadRegisters(List<Integer> registers, KnownGaps gaps) {
    this.registers = List.copyOf(new LinkedHashSet<>(registers));
    this.gaps = gaps;
  }

  @Override
  public HeadReadout run(KmpSession session) {
    List<OctetString> telegrams = new ArrayList<>();
    KmpSession.Answered<KmpAnswer.SerialNumber> serial = session.ask(new GetSerialNumber());
    telegrams.add(serial.octets());
    long meter = serial.answer().number();

    List<Integer> wanted = new ArrayList<>(registers);
    wanted.removeAll(gaps.of(meter));
    Map<Integer, RegisterValue> values = new LinkedHashMap<>();
    for (int from = 0; from < wanted.size(); from += GetRegister.MAX_REGISTERS) {
      int to = Math.min(wanted.size(), from + GetRegister.MAX_REGISTERS);
      GetRegister request = new GetRegister(wanted.subList(from, to));
      KmpSession.Answered<KmpAnswer.Registers> answered =
          session.ask(request, answer -> unasked(request, answer));
      telegrams.add(answered.octets());
      answered.answer().values().forEach(value -> values.putIfAbsent(value.register(), value));
    }
    Set<Integer> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(values.keySet());
    gaps.add(meter, missing);
    return readout(meter, values, telegrams);
  }

  /** An answer without any register fits: this meter has none of them. */
  private static @Nullable String unasked(GetRegister request, KmpAnswer.Registers answer) {
    for (RegisterValue value : answer.values()) {
      if (!request.registers().contains(value.register())) {
        return "it has register %d, which was not asked for".formatted(value.register());
      }
    }
    return null;
  }

  private HeadReadout readout(
      long meter, Map<Integer, RegisterValue> values, List<OctetString> telegrams) {
    List<RegisterValue> inOrder = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    for (int register : registers) {
      RegisterValue value = values.get(register);
      if (value == null) {
        missing.add(register);
      } else {
        inOrder.add(value);
      }
    }
    return new HeadReadout(meter, inOrder, missing, telegrams);
  }
}
