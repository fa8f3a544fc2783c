package io.github.camelmbus.link;

/** What a request is sent for, which decides how long to listen to octets that make no frame. */
enum WaitPolicy {
  /** To read or write one meter: the right frame may follow, so the answer window is waited for. */
  READ,
  /** To find out who answers, on a line that hands octets over as they come: junk is an answer. */
  PROBE,
  /** To find out who answers, on a line that delays or collects octets: more may be on its way. */
  PROBE_SLOW_LINE;

  boolean isProbe() {
    return this != READ;
  }
}
