package io.github.camelmbus.master;

import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlField.Function;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction can do on the bus; lives as long as the transaction. Keeps the FCB and counts
 * requests. Each method sends one request once: repeating it is up to the transaction. Confined to
 * the bus thread.
 */
public final class BusSession {
  /** CI field of a selection (EN 13757-3, 11.3). */
  private static final int SELECT = 0x52;

  private final String line;
  private final BusSettings settings;
  private final Link link;
  private final FrameCountBits fcbs;
  private int requests;
  private int retries;

  BusSession(String line, BusSettings settings, Link link, FrameCountBits fcbs) {
    this.line = line;
    this.settings = settings;
    this.link = link;
    this.fcbs = fcbs;
  }

  /** The line as text, for messages. */
  public String line() {
    return line;
  }

  /** How often a request without a good answer is repeated. */
  public int retries() {
    return settings.retries();
  }

  /** How long the master listens for the first octet of an answer. */
  public Duration window() {
    return Duration.ofNanos(link.window());
  }

  /** Requests sent so far in this transaction. */
  public int requestsSent() {
    return requests;
  }

  /** How many of them were repeats. */
  public int retriesSent() {
    return retries;
  }

  /** Notes that the next request repeats an earlier one. */
  void countRetry() {
    retries++;
  }

  /**
   * Resets the link layer of a meter: its FCB starts anew. To 253 it deselects.
   *
   * @param settle whether to listen for a second acknowledge.
   */
  public Reply sndNke(PrimaryAddress address, boolean settle) {
    fcbs.reset(address);
    return send(
        new ShortFrame(ControlField.sndNke(), address).encode(), Expected.acknowledge(settle));
  }

  /**
   * Selects the meters that match; all others deselect. An acknowledge proves nothing: several may
   * have sent it at once, and some meters acknowledge any selection. Only the answer to the next
   * {@link #reqUd2} decides.
   *
   * @param fcb the FCB of the SND_UD; meters of the field differ in which one they take.
   * @param settle whether to listen for a second acknowledge.
   */
  public Reply select(SecondaryAddress mask, boolean fcb, boolean settle) {
    fcbs.reset(PrimaryAddress.NETWORK_LAYER);
    Frame frame =
        new LongFrame(ControlField.sndUd(fcb), PrimaryAddress.NETWORK_LAYER, SELECT, mask.octets());
    return send(frame.encode(), Expected.acknowledge(settle));
  }

  /**
   * Asks for a telegram. The FCB toggles with a good answer and stays for a repeat.
   *
   * @param address 0..250, 253 or 254.
   * @param mask whose telegram it must be; null if any meter at the address may answer.
   */
  public Reply reqUd2(PrimaryAddress address, @Nullable SecondaryAddress mask) {
    ControlField control = ControlField.reqUd2(fcbs.reqUd2(address));
    Reply reply =
        send(new ShortFrame(control, address).encode(), new ExpectedTelegram(address, mask));
    if (reply instanceof Reply.Answer answer && isTelegram(answer.frame())) {
      fcbs.answered(address);
    }
    return reply;
  }

  /** Sends octets as they are; any frame from a meter is an answer to them. */
  public Reply raw(byte[] octets) {
    return send(octets, new ExpectedTelegram(PrimaryAddress.TEST, null));
  }

  private Reply send(byte[] octets, Expected expected) {
    requests++;
    return link.request(octets, expected);
  }

  private static boolean isTelegram(Frame frame) {
    return frame instanceof LongFrame telegram && telegram.control().function() == Function.RSP_UD;
  }
}
