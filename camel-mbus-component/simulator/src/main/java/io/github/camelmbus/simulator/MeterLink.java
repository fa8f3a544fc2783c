package io.github.camelmbus.simulator;

/** State of a meter's link layer for one way of addressing it: its primary address, or 253. */
final class MeterLink {
  private final FrameCount readings = new FrameCount();
  private final FrameCount commands = new FrameCount();
  private final FrameCount alarms = new FrameCount();
  private int telegram;
  private byte[] lastAnswer = {};

  /** After SND_NKE or a selection: resets all FCBs; the first telegram is the next. */
  void reset() {
    restartReadout();
    commands.reset();
    alarms.reset();
  }

  /** After an application reset: the first telegram is the next; the FCB of commands stays. */
  void restartReadout() {
    readings.reset();
    telegram = 0;
    lastAnswer = new byte[0];
  }

  FrameCount readings() {
    return readings;
  }

  FrameCount commands() {
    return commands;
  }

  FrameCount alarms() {
    return alarms;
  }

  /** Index of the telegram last sent. */
  int telegram() {
    return telegram;
  }

  /** The answer last sent to REQ_UD2; empty if there was none. */
  byte[] lastAnswer() {
    return lastAnswer.clone();
  }

  void answered(int index, byte[] answer) {
    telegram = index;
    lastAnswer = answer.clone();
  }
}
