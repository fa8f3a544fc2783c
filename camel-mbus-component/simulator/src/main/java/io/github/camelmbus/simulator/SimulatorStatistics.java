package io.github.camelmbus.simulator;

import java.time.Duration;

/**
 * What has happened on a simulated line.
 *
 * @param frames good frames of the master.
 * @param selects selections by secondary address among them.
 * @param requests REQ_UD2 among them.
 * @param badOctets octets of the master that were no frame.
 * @param acknowledges single characters of meters.
 * @param answers longer answers of meters.
 * @param collisions how often several meters answered at once without one clean answer.
 * @param talkOvers frames lost because the master sent while a meter did.
 * @param unanswered frames without a reply.
 * @param elapsed from the first octet on the line to the end of the last one.
 */
public record SimulatorStatistics(
    long frames,
    long selects,
    long requests,
    long badOctets,
    long acknowledges,
    long answers,
    long collisions,
    long talkOvers,
    long unanswered,
    Duration elapsed) {}
