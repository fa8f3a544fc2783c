package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.RegisterValue;
import java.util.List;

/**
 * Values of registers of a meter under a head.
 *
 * @param serialNumber which meter it was.
 * @param values of its registers, in the order they were asked for.
 * @param missing registers that were asked for and that this meter does not have.
 * @param telegrams the frames of the answers, as they came.
 */
public record HeadReadout(
    long serialNumber,
    List<RegisterValue> values,
    List<Integer> missing,
    List<OctetString> telegrams) {
  public HeadReadout {
    values = List.copyOf(values);
    missing = List.copyOf(missing);
    telegrams = List.copyOf(telegrams);
  }
}
