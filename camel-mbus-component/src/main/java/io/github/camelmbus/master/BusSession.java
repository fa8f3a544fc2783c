package io.github.camelmbus.master;

import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlField.Function;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import io.github.camelmbus.frame.SingleCharacter;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.link.FrameCountBits;
import io.github.camelmbus.link.LineProfile;
import io.github.camelmbus.link.Link;
import io.github.camelmbus.link.Reply;
import io.github.camelmbus.link.ReplyMatcher;
import io.github.camelmbus.link.TelegramMatcher;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
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
  private final long heardBefore;
  private final int wokenBefore;
  private final AlarmHabits alarmHabits;
  private final MetersSeen meters;
  private boolean seen;
  private int requests;
  private int retries;
  private @Nullable Patience probing;
  private long allowed = Long.MAX_VALUE;
  private long deadline;

  BusSession(
      String line,
      BusSettings settings,
      Link link,
      FrameCountBits fcbs,
      AlarmHabits alarmHabits,
      MetersSeen meters) {
    this.alarmHabits = alarmHabits;
    this.meters = meters;
    this.line = line;
    this.settings = settings;
    this.link = link;
    this.fcbs = fcbs;
    this.heardBefore = link.profile().octetsHeard();
    this.wokenBefore = link.wakeUps();
    link.begin();
  }

  /** Nanoseconds on the clock of the line. */
  long now() {
    return link.now();
  }

  /** Whether any octet came since this transaction began. */
  boolean heardSomething() {
    return link.profile().octetsHeard() > heardBefore;
  }

  /** How often this transaction has woken the meter under an optical head. */
  int wakeUps() {
    return link.wakeUps() - wokenBefore;
  }

  /** Whether the line returns what is sent. */
  boolean echoSeen() {
    return link.echoSeen();
  }

  /**
   * Sets for how long requests may be sent from now on; a later one ends the transaction.
   *
   * @param nanos {@link Long#MAX_VALUE} for ever.
   */
  void allow(long nanos) {
    allowed = nanos;
    deadline = link.now() + nanos;
  }

  /** Removes the limit of {@link #allow}: what was begun is completed, however long that takes. */
  public void allowAll() {
    allowed = Long.MAX_VALUE;
  }

  /**
   * @throws DeadlineException if no request may be sent any more.
   */
  public void requireTime() {
    if (allowed != Long.MAX_VALUE && link.now() - deadline >= 0) {
      throw DeadlineException.stopped(line, requests);
    }
  }

  private void begin() {
    requireTime();
    requests++;
  }

  /** Whether a search has seen the meter of this transaction by its address. */
  void seen(boolean bySearch) {
    seen = bySearch;
  }

  /** Whether a meter was read or found by this address before. */
  boolean isRight(MeterAddress meter) {
    return seen || meters.hasRead(meter.toString());
  }

  /** The line as text, for messages. */
  public String line() {
    return line;
  }

  /** How often a request without a good answer is repeated. */
  public int retries() {
    return settings.retries();
  }

  /** Whether the transport delivers damaged octets; otherwise a collision may look like silence. */
  public boolean showsBadOctets() {
    return link.profile().showsBadOctets();
  }

  /** The baud rate at which octets go out and come in, bit/s. */
  public int baudRate() {
    return link.baudRate();
  }

  /**
   * Sets the baud rate of the line until the end of this transaction.
   *
   * @return false if the baud rate of the line is fixed, as behind a gateway.
   * @throws io.github.camelmbus.transport.LineUnavailableException if the port refuses it.
   */
  public boolean setBaudRate(int bitsPerSecond) {
    return link.setBaudRate(bitsPerSecond);
  }

  /**
   * From now on the transaction looks for meters rather than reading one: octets that make no frame
   * end the wait as soon as the line is idle, and late ones do not widen the answer window, for
   * they may be of any meter.
   *
   * @param patience how long each request waits.
   */
  public void probe(Patience patience) {
    probing = patience;
  }

  /** How long a probe waits for the first octet of an answer. */
  public enum Patience {
    /** As long as the slowest meter so far took, plus the time for a busy one. */
    SHORT,
    /** The answer window, less what passes while the next request is sent. */
    USUAL,
    /** As long as for a meter that is read. */
    LONG
  }

  /** What is known of the line. */
  public LineProfile profile() {
    return link.profile();
  }

  /** Waits until the answer window of the last request is over. */
  public void listenOut() {
    link.listenOut();
  }

  /** Listens for a time and discards what comes, such as answers that are far too late. */
  public void listen(Duration time) {
    link.listen(time);
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
  public void countRetry() {
    retries++;
  }

  /**
   * Resets the link layer of a meter: its FCB starts again. To 253 it deselects.
   *
   * @param settle whether to listen for a second acknowledge.
   */
  public Reply sndNke(PrimaryAddress address, boolean settle) {
    fcbs.reset(address);
    return send(new ShortFrame(ControlField.sndNke(), address).encode(), acknowledge(settle));
  }

  /**
   * Wakes all meters: sends SND_NKE to 255 twice, because the first one may only end their sleep.
   * It resets their link layers and deselects most of them; no meter answers.
   */
  public void wakeUp() {
    fcbs.reset(PrimaryAddress.BROADCAST);
    requests++;
    byte[] frame = new ShortFrame(ControlField.sndNke(), PrimaryAddress.BROADCAST).encode();
    link.broadcast(frame);
    link.broadcast(frame);
  }

  /**
   * The next request has the FCB that follows a reset: a meter whose answer was lost repeats it.
   */
  public void beginFcbs(PrimaryAddress address) {
    fcbs.reset(address);
  }

  /** Forgets which FCBs the meters expect; each must be addressed again. */
  public void forgetFcbs() {
    fcbs.forget();
  }

  /** Whether the meter at an address is known to expect the FCB of the next request. */
  boolean isInStep(PrimaryAddress address) {
    return fcbs.isInStep(address);
  }

  /** How the meters of the line answer REQ_UD1. */
  AlarmHabits alarmHabits() {
    return alarmHabits;
  }

  /** How long the master waits for a meter that keeps to the alarm protocol. */
  Duration alarmWindow() {
    return Duration.ofNanos(link.alarmWindow());
  }

  /**
   * Asks for alarms. Its own FCB toggles after a good answer and stays for a retry.
   *
   * @param address 0..250, 253 or 254.
   * @param mask whose telegram it must be; null if any meter at the address may answer.
   * @param keys of meters that encrypt.
   * @param quick whether to wait no longer than {@link #alarmWindow()}.
   */
  Reply reqUd1(PrimaryAddress address, @Nullable SecondaryAddress mask, Keys keys, boolean quick) {
    ControlField control = ControlField.reqUd1(fcbs.next(Function.REQ_UD1, address));
    byte[] frame = new ShortFrame(control, address).encode();
    begin();
    ReplyMatcher expected = ReplyMatcher.anyOf(new TelegramMatcher(address, mask, keys, null));
    Reply reply = link.request(frame, expected, quick ? link.alarmWindow() : link.window());
    if (reply instanceof Reply.Answer answer && answer.frame() != SingleCharacter.NACK) {
      fcbs.answered(Function.REQ_UD1, address);
    }
    return reply;
  }

  /** Sends a broadcast once; no meter replies. */
  public void broadcast(byte[] telegram) {
    begin();
    link.broadcast(telegram);
  }

  /**
   * Lets all meters acknowledge at once (SND_NKE to 254), several times. That shows nothing of
   * single meters, but the delay of the line, its variation, and the time of the slowest meter.
   */
  public void calibrate() {
    fcbs.reset(PrimaryAddress.BROADCAST);
    requests++;
    link.calibrate(new ShortFrame(ControlField.sndNke(), PrimaryAddress.TEST).encode());
  }

  /**
   * Deselects all meters: SND_NKE to 253. An answer would prove nothing, so none is awaited; the
   * next selection also deselects a meter that missed it.
   */
  public void deselect() {
    requests++;
    fcbs.reset(PrimaryAddress.NETWORK_LAYER);
    link.broadcast(new ShortFrame(ControlField.sndNke(), PrimaryAddress.NETWORK_LAYER).encode());
  }

  /**
   * Selects the meters that match; all others deselect. An acknowledge proves nothing: several may
   * have sent it at once, and some meters acknowledge any selection. Only the answer to the next
   * {@link #reqUd2} decides.
   *
   * @param fcb the FCB of the SND_UD; meters of the field differ in which one they accept.
   * @param settle whether to listen for a second acknowledge.
   */
  public Reply select(SecondaryAddress mask, boolean fcb, boolean settle) {
    return select(mask, null, fcb, settle);
  }

  /**
   * Selects as {@link #select(SecondaryAddress, boolean, boolean)} does, and by the fabrication
   * number too, which not all meters have (EN 13757-3, 11.5).
   *
   * @param fabricationNumber 8 digits, F for any; null to leave it out.
   */
  public Reply select(
      SecondaryAddress mask, @Nullable String fabricationNumber, boolean fcb, boolean settle) {
    fcbs.reset(PrimaryAddress.NETWORK_LAYER);
    byte[] selection =
        fabricationNumber == null ? mask.octets() : enhanced(mask, fabricationNumber);
    Frame frame =
        new LongFrame(ControlField.sndUd(fcb), PrimaryAddress.NETWORK_LAYER, SELECT, selection);
    return send(frame.encode(), acknowledge(settle));
  }

  /** Puts a record after the mask: DIF 0Ch, VIF 78h, 8 BCD digits, low octet first. */
  private static byte[] enhanced(SecondaryAddress mask, String fabricationNumber) {
    byte[] digits = HexFormat.of().parseHex(fabricationNumber);
    byte[] selection = Arrays.copyOf(mask.octets(), SecondaryAddress.OCTETS + 2 + digits.length);
    selection[SecondaryAddress.OCTETS] = 0x0C;
    selection[SecondaryAddress.OCTETS + 1] = 0x78;
    for (int i = 0; i < digits.length; i++) {
      selection[selection.length - 1 - i] = digits[i];
    }
    return selection;
  }

  /**
   * Asks for a telegram. The FCB toggles with a good answer and stays for a repeat.
   *
   * @param address 0..250, 253 or 254.
   * @param mask whose telegram it must be; null if any meter at the address may answer.
   */
  public Reply reqUd2(PrimaryAddress address, @Nullable SecondaryAddress mask) {
    return reqUd2(new TelegramMatcher(address, mask));
  }

  /** As {@link #reqUd2(PrimaryAddress, SecondaryAddress)}. */
  Reply reqUd2(TelegramMatcher expected) {
    PrimaryAddress address = expected.asked();
    ControlField control = ControlField.reqUd2(fcbs.next(Function.REQ_UD2, address));
    Reply reply = send(new ShortFrame(control, address).encode(), expected);
    if (reply instanceof Reply.Answer answer && isTelegram(answer.frame())) {
      fcbs.answered(Function.REQ_UD2, address);
    }
    return reply;
  }

  /** A telegram of another sender was taken for the answer of the meter; toggles the FCB. */
  public void acceptAnswer(PrimaryAddress address) {
    link.acceptAnswer();
    fcbs.answered(Function.REQ_UD2, address);
  }

  /** The meter that answered in place of another one was still selected: it was not late. */
  public void explainOther() {
    link.explainOther();
  }

  /**
   * Sends user data. The FCB toggles with an acknowledge and stays for a repeat, which a meter then
   * carries out once.
   *
   * @param address 0..250, 253 or 254.
   * @param ci CI field.
   * @param data the octets after it; may be none.
   */
  public Reply sndUd(PrimaryAddress address, int ci, byte[] data) {
    boolean fcb = fcbs.next(Function.SND_UD, address);
    Frame frame = sndUd(address, ci, data, fcb);
    Reply reply = send(frame.encode(), ReplyMatcher.acknowledges());
    if (reply instanceof Reply.Answer answer && answer.frame() == SingleCharacter.ACK) {
      fcbs.answered(Function.SND_UD, address);
    }
    return reply;
  }

  /** The SND_UD that {@link #sndUd(PrimaryAddress, int, byte[])} sends. */
  public static Frame sndUd(PrimaryAddress address, int ci, byte[] data, boolean fcb) {
    ControlField control = ControlField.sndUd(fcb);
    return data.length == 0
        ? new ControlFrame(control, address, ci)
        : new LongFrame(control, address, ci, data);
  }

  /**
   * Sends octets as they are; any frame from a meter is an answer to them. Their effect on the FCBs
   * is unknown.
   */
  public Reply raw(byte[] octets) {
    forgetFcbs();
    return send(octets, ReplyMatcher.anyOf(new TelegramMatcher(PrimaryAddress.TEST, null)));
  }

  private Reply send(byte[] octets, ReplyMatcher expected) {
    begin();
    if (probing == null) {
      return link.request(octets, expected);
    }
    return switch (probing) {
      case SHORT -> link.probeQuickly(octets, expected);
      case USUAL -> link.probe(octets, expected);
      case LONG -> link.probePatiently(octets, expected);
    };
  }

  private static ReplyMatcher acknowledge(boolean settle) {
    return settle ? ReplyMatcher.acknowledges() : ReplyMatcher.acknowledge();
  }

  private static boolean isTelegram(Frame frame) {
    return frame instanceof LongFrame telegram && telegram.control().function() == Function.RSP_UD;
  }
}
