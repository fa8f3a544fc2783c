package io.github.camelmbus.link;

/**
 * The times of the wait for the reply to one request, in nanoseconds on the clock of the line.
 *
 * @param requestEnd when the last bit of the request is on the wire.
 * @param earliest no answer can come before.
 * @param end until when the first octet of an answer may come.
 * @param span how long after the first octet of an answer another answer may begin, if the delay of
 *     the line was unknown when the request was sent; the first octet makes it known.
 * @param pause the longest silence inside a frame.
 * @param quiet the silence after which octets that make no frame are over.
 * @param quietOfAcknowledges the silence that ends a row of acknowledges.
 * @param second until when a second acknowledge may come, at least.
 * @param slowest when the slowest meter has acknowledged, by those known so far.
 * @param all when all meters must have acknowledged.
 */
record ReplyTimes(
    long requestEnd,
    long earliest,
    long end,
    long span,
    long pause,
    long quiet,
    long quietOfAcknowledges,
    long second,
    long slowest,
    long all) {

  /** The same with another silence after which octets that make no frame are over. */
  ReplyTimes withQuiet(long nanos) {
    return new ReplyTimes(
        requestEnd, earliest, end, span, pause, nanos, nanos, second, slowest, all);
  }

  /** The same after the first octet has come, if the delay was unknown before. */
  ReplyTimes from(long firstOctet) {
    long last = Math.min(end, firstOctet + span);
    return new ReplyTimes(
        requestEnd, earliest, last, span, pause, quiet, quietOfAcknowledges, second, slowest, all);
  }
}
