package io.github.camelmbus.search;

import io.github.camelmbus.application.Mask;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.master.BusSession;
import io.github.camelmbus.master.BusSession.Patience;
import io.github.camelmbus.master.Transaction;
import io.github.camelmbus.transport.DamagedOctets;

/**
 * Makes two meters answer at once. Their telegrams show what the transport does with damaged
 * octets.
 *
 * @param both the selection of both.
 * @param octets what other pairs have shown; updated.
 */
record ProvokedCollision(Mask both, FoundMeter one, FoundMeter other, SuperposedOctets octets)
    implements Transaction<DamagedOctets> {
  @Override
  public DamagedOctets run(BusSession session) {
    session.probe(Patience.USUAL);
    session.select(both.address(), both.fabricationNumber(), false, true);
    Reply reply = session.reqUd2(PrimaryAddress.NETWORK_LAYER, both.address());
    if (reply instanceof Reply.Garbled garbled) {
      octets.add(one.telegram().toArray(), other.telegram().toArray(), garbled.octets().toArray());
    }
    if (octets.verdict() == DamagedOctets.SHOWN) {
      session.profile().deliversDamagedOctets();
    }
    return octets.verdict();
  }
}
