package io.github.camelmbus.kmp.head;

import io.github.camelmbus.OctetString;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest.GetType;
import io.github.camelmbus.line.LineTask;
import java.util.ArrayList;
import java.util.List;

/** Asks which meter it is: serial number, type, and the registers that say more. */
final class Identify implements LineTask<KmpSession, HeadReadout> {
  private final KnownGaps gaps;

  Identify(KnownGaps gaps) {
    this.gaps = gaps;
  }

  @Override
  public HeadReadout run(KmpSession session) {
    HeadReadout registers = new ReadRegisters(KmpRegisters.IDENTITY, gaps).run(session);
    List<OctetString> telegrams = new ArrayList<>(registers.telegrams());
    try {
      telegrams.add(session.ask(new GetType()).octets());
    } catch (KmpNoAnswerException silent) {
      // It answered before, so it does not know this command, as some meters.
      return registers;
    }
    return new HeadReadout(
        registers.serialNumber(), registers.values(), registers.missing(), telegrams);
  }
}
