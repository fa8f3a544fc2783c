package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.ControlFrame;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import java.util.Optional;

/**
 * A frame of the master as a meter sees it.
 *
 * @param ci CI field; {@link #NO_CI} in a short frame.
 * @param data application data, none in short and control frames.
 */
record Request(ControlField control, PrimaryAddress address, int ci, byte[] data) {
  static final int NO_CI = -1;
  static final int CI_APPLICATION_RESET = 0x50;
  static final int CI_DATA_SEND = 0x51;
  static final int CI_SELECTION = 0x52;

  private static final int CI_FIRST_BAUD_RATE = 0xB8;
  private static final int CI_LAST_BAUD_RATE = 0xBF;

  private static final int LOWEST_BAUD_RATE = 300;

  /** Empty for frames that no master sends. */
  static Optional<Request> of(Frame frame) {
    Request request = null;
    if (frame instanceof ShortFrame f) {
      request = new Request(f.control(), f.address(), NO_CI, new byte[0]);
    } else if (frame instanceof ControlFrame f) {
      request = new Request(f.control(), f.address(), f.ci(), new byte[0]);
    } else if (frame instanceof LongFrame f) {
      request = new Request(f.control(), f.address(), f.ci(), f.data());
    }
    return Optional.ofNullable(request).filter(r -> r.control().fromMaster());
  }

  boolean isSelection() {
    return ci == CI_SELECTION
        && control.function() == ControlField.Function.SND_UD
        && address.equals(PrimaryAddress.NETWORK_LAYER);
  }

  /** The baud rate that the CI field switches to; 0 if it is another CI field. */
  int baudRate() {
    boolean switches = ci >= CI_FIRST_BAUD_RATE && ci <= CI_LAST_BAUD_RATE;
    return switches ? LOWEST_BAUD_RATE << (ci - CI_FIRST_BAUD_RATE) : 0;
  }
}
