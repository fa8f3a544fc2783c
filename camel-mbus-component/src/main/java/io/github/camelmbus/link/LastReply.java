package io.github.camelmbus.link;

/** What the last reply was, as far as it explains octets that come after it. */
enum LastReply {
  /** Frames, or no request was sent yet. */
  FRAMES,
  SILENCE,
  /** Silence that may be an answer: superposed telegrams of which the line drops all octets. */
  UNHEARD,
  GARBLED,
  /** A telegram that was cut off: the rest of it may follow. */
  CUT;

  static LastReply of(Reply reply, boolean cut) {
    if (cut) {
      return CUT;
    } else if (reply instanceof Reply.Garbled) {
      return GARBLED;
    }
    return reply instanceof Reply.Silence ? SILENCE : FRAMES;
  }

  boolean isSilence() {
    return this == SILENCE || this == UNHEARD;
  }

  boolean isGarbled() {
    return this == GARBLED || this == CUT;
  }
}
