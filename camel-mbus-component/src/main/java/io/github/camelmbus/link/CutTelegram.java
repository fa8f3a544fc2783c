package io.github.camelmbus.link;

import io.github.camelmbus.frame.FrameAssembler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A telegram that was cut off. Where the gateway paused in the middle of it, the rest comes while
 * the next requests are sent, which no meter understands then. That both parts make a good telegram
 * proves it. Confined to the bus thread.
 */
final class CutTelegram {
  /** Gateways pause up to this long inside an answer. */
  static final long LONGEST_PAUSE = Duration.ofSeconds(1).toNanos();

  private final LineProfile profile;
  private FrameAssembler assembler = new FrameAssembler();
  private @Nullable EchoFilter echo;
  private boolean open;
  private long end;

  /** From the last octet before the pause to the first one after it; less than 0 before that. */
  private long pause;

  private boolean wentOn;

  CutTelegram(LineProfile profile) {
    this.profile = profile;
  }

  /**
   * A telegram was cut off.
   *
   * @param octets of it.
   * @param at when the last of them came.
   */
  void begin(byte[] octets, long at) {
    assembler = new FrameAssembler();
    assembler.accept(octets);
    open = assembler.insideLongFrame();
    end = at;
    pause = -1;
  }

  /**
   * A request is sent.
   *
   * @param echoed whether the line returns it.
   */
  void sent(byte[] request, boolean echoed) {
    echo = echoed ? new EchoFilter(request, new byte[0]) : null;
  }

  /** Octets came, whatever they are. */
  void hear(byte[] chunk, int count, long now) {
    int own = open && echo != null ? echo.takeDiscarded(chunk, count) : 0;
    if (!open || own == count) {
      return;
    }
    pause = pause < 0 ? now - end : pause;
    boolean good =
        assembler.accept(chunk, own, count - own).stream()
            .anyMatch(FrameAssembler.Received.class::isInstance);
    open = pause <= LONGEST_PAUSE && assembler.insideLongFrame();
    if (good && pause <= LONGEST_PAUSE) {
      profile.packing().paused(pause);
      profile.doubt();
      wentOn = true;
    }
  }

  /** Nothing has come of it since; a request is sent. */
  void clear() {
    wentOn = false;
  }

  /** Whether the rest has come, so that a request has collided with it. */
  boolean wentOn() {
    return wentOn;
  }
}
