package io.github.camelmbus.simulator;

/**
 * A log of a logger module on the top of a simulated meter.
 *
 * @param number of the log in the module, 0..255.
 * @param entries type, times and registers of the log.
 */
record ModuleLogModel(int number, LogModel entries) {
  ModuleLogModel {
    if (number < 0 || number > 0xFF) {
      throw new IllegalArgumentException("number is 0 to 255, not " + number);
    }
  }
}
