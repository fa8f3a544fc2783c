package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.LineSettings;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Commands of a client, RFC 2217, section 3. The server answers with the code of the command + 100
 * and the value that the port has now.
 */
enum ComPortCommand {
  SET_BAUDRATE(1, "baudRate"),
  SET_DATASIZE(2, "data bits"),
  SET_PARITY(3, "parity", "unknown", "none", "odd", "even", "mark", "space"),
  SET_STOPSIZE(4, "stopBits"),
  SET_CONTROL(5, "flow control", "unknown", "none", "XON/XOFF", "hardware"),
  SET_LINESTATE_MASK(10, "line state mask"),
  SET_MODEMSTATE_MASK(11, "modem state mask"),
  PURGE_DATA(12, "purge");

  /** Added to the code of a command for its answer. */
  static final int ANSWER = 100;

  private static final int DATA_BITS = 8;
  private static final int NO_FLOW_CONTROL = 1;
  private static final int RECEIVE_BUFFER = 1;

  private final int code;
  private final String setting;
  private final List<String> values;

  /**
   * @param values names of the values from 0; none if they are numbers.
   */
  ComPortCommand(int code, String setting, String... values) {
    this.code = code;
    this.setting = setting;
    this.values = List.of(values);
  }

  int code() {
    return code;
  }

  /** The setting, by the name of its option. */
  String setting() {
    return setting;
  }

  /** The whole subnegotiation. */
  byte[] octets(byte[] value) {
    ByteBuffer contents = ByteBuffer.allocate(1 + value.length);
    contents.put((byte) code).put(value);
    return Telnet.subnegotiation(Telnet.COM_PORT_OPTION, contents.array());
  }

  /** A value of this command, for messages. */
  String inWords(byte[] value) {
    boolean hasName = value.length == 1 && (value[0] & 0xFF) < values.size();
    return hasName ? values.get(value[0]) : new BigInteger(1, value).toString();
  }

  /** {@code SET-BAUDRATE}, as the RFC writes it. */
  String rfcName() {
    return name().replace('_', '-').toUpperCase(Locale.ROOT);
  }

  /** The settings that the server must confirm before the first telegram. */
  static Map<ComPortCommand, byte[]> of(LineSettings settings) {
    Map<ComPortCommand, byte[]> values = new LinkedHashMap<>();
    values.put(SET_BAUDRATE, baudRate(settings.baudRate()));
    values.put(SET_DATASIZE, octet(DATA_BITS));
    values.put(SET_PARITY, octet(parity(settings)));
    values.put(SET_STOPSIZE, octet(settings.stopBits()));
    values.put(SET_CONTROL, octet(NO_FLOW_CONTROL));
    return values;
  }

  /** Bit/s in four octets, the most significant first. */
  private static byte[] baudRate(int bitsPerSecond) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(bitsPerSecond).array();
  }

  /** No notices about errors and modem lines: they are not used. */
  static byte[] silence() {
    ByteBuffer both = ByteBuffer.allocate(16);
    both.put(SET_LINESTATE_MASK.octets(octet(0))).put(SET_MODEMSTATE_MASK.octets(octet(0)));
    return Arrays.copyOf(both.array(), both.position());
  }

  /** Discards what the server has received and not yet sent. */
  static byte[] purgeReceived() {
    return PURGE_DATA.octets(octet(RECEIVE_BUFFER));
  }

  private static byte[] octet(int value) {
    return new byte[] {(byte) value};
  }

  private static int parity(LineSettings settings) {
    return switch (settings.parity()) {
      case NONE -> 1;
      case ODD -> 2;
      case EVEN -> 3;
    };
  }
}
