package io.github.camelmbus.link;

/**
 * How long to wait for the reply to one request: nanoseconds on the clock of the line.
 *
 * @param requestEnd when the last bit of the request is on the wire.
 * @param earliest before this time nothing can be the answer.
 * @param end until when the first octet of an answer may come.
 * @param span how long after the first octet of an answer another one may begin, where the delay of
 *     the line was not known when the request was sent; it is known then.
 * @param pause the longest silence inside a frame that began well.
 * @param quiet the silence after which octets that make no frame are over.
 * @param second until when a second acknowledge may come, at least.
 * @param slowest until when the slowest meter has acknowledged.
 */
record ReplyTimes(
    long requestEnd,
    long earliest,
    long end,
    long span,
    long pause,
    long quiet,
    long second,
    long slowest) {

  /** The same with another silence after which octets that make no frame are over. */
  ReplyTimes withQuiet(long nanos) {
    return new ReplyTimes(requestEnd, earliest, end, span, pause, nanos, second, slowest);
  }

  /** The same where the first octet has come at a time, and the delay was not known before. */
  ReplyTimes from(long firstOctet) {
    long last = Math.min(end, firstOctet + span);
    return new ReplyTimes(requestEnd, earliest, last, span, pause, quiet, second, slowest);
  }
}
