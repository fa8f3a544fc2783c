package io.github.camelmbus.link;

/** The purpose of a request; it decides how long to listen to octets that are no frame. */
enum WaitPolicy {
  /**
   * To read or write one meter: the right frame may still follow, so the whole window is waited.
   */
  READ,
  /** To search on a line that delivers octets as they come: damaged octets are an answer, too. */
  PROBE,
  /** To search on a line that delays or collects octets: more octets may follow. */
  PROBE_SLOW_LINE;

  boolean isProbe() {
    return this != READ;
  }
}
