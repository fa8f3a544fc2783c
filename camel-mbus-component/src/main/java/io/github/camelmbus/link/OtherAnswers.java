package io.github.camelmbus.link;

import org.jspecify.annotations.Nullable;

/**
 * Answers with another address than asked, one after the other. Late ones of another meter make
 * silences doubtful. But a meter may have an A field of its own: then the same answer comes again
 * when it is asked again, and is accepted. Confined to the bus thread.
 */
final class OtherAnswers {
  private final LineProfile profile;
  private boolean mayBeLate;
  private @Nullable HeardOctets last;
  private int lastLength;

  OtherAnswers(LineProfile profile) {
    this.profile = profile;
  }

  /**
   * One came.
   *
   * @param length its octets.
   * @param late whether it may be late.
   */
  void add(HeardOctets heard, int length, boolean late) {
    last = heard;
    lastLength = length;
    mayBeLate |= late;
  }

  /** They are of the meter that was asked, and in time. */
  void accept() {
    if (last != null) {
      profile.packing().telegram(lastLength, last.firstChunk(), last.longestGap());
    }
    explain();
  }

  /** They came in time. */
  void explain() {
    profile.delay().notLate();
    forget();
  }

  /** They were not accepted. */
  void refuse() {
    if (mayBeLate) {
      profile.doubt();
    }
    forget();
  }

  private void forget() {
    mayBeLate = false;
    last = null;
  }
}
