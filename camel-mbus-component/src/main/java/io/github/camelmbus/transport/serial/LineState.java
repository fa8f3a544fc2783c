package io.github.camelmbus.transport.serial;

import io.github.camelmbus.transport.Parity;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The actual settings of a serial port, as {@code stty -a} prints them: {@code speed 2400 baud; ...
 * parenb -parodd cs8 ...}.
 *
 * @param baudRate bit/s; -1 if unknown.
 * @param modes the modes that are on.
 */
record LineState(int baudRate, Set<String> modes) {
  private static final Pattern SPEED = Pattern.compile("speed (\\d{1,9}) baud");

  LineState {
    modes = Set.copyOf(modes);
  }

  static LineState parse(String stty) {
    Matcher speed = SPEED.matcher(stty);
    return new LineState(
        speed.find() ? Integer.parseInt(speed.group(1)) : -1,
        Arrays.stream(stty.split("[\\s;]+"))
            .filter(word -> !word.startsWith("-"))
            .collect(Collectors.toSet()));
  }

  Parity parity() {
    if (!modes.contains("parenb")) {
      return Parity.NONE;
    }
    return modes.contains("parodd") ? Parity.ODD : Parity.EVEN;
  }

  int stopBits() {
    return modes.contains("cstopb") ? 2 : 1;
  }

  /** Those of the given modes that are on. */
  List<String> on(List<String> wanted) {
    return wanted.stream().filter(modes::contains).toList();
  }
}
