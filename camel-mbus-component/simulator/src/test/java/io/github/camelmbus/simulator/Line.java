package io.github.camelmbus.simulator;

import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.ShortFrame;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** The master's side of a simulated bus: asks, waits until the line is idle, tells what came. */
final class Line {
  static final String ACK = "E5";
  static final String SILENCE = "";
  static final int SELECTED = 253;

  /** One octet of 11 bit at 2400 bit/s: 4583333.3 ns. */
  static final long OCTET = 4_583_333;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long IDLE = Duration.ofMillis(100).toNanos();

  final SimulatedBus bus;
  private long now;

  Line(MeterDefinition... meters) {
    this(SimulatedLine.DEFAULT, meters);
  }

  Line(SimulatedLine options, MeterDefinition... meters) {
    this(SimulatedBus.of(options, meters));
  }

  Line(SimulatedBus bus) {
    this.bus = bus;
  }

  /** A telegram of a meter: CI 72h, an empty header, these records. */
  static String telegram(String records) {
    byte[] data = HEX.parseHex("000000000000000000000000" + records);
    return HEX.formatHex(
        new LongFrame(ControlField.rspUd(), new PrimaryAddress(0), 0x72, data).encode());
  }

  static byte[] hex(String octets) {
    return HEX.parseHex(octets);
  }

  static String text(List<LineOctet> octets) {
    StringBuilder text = new StringBuilder();
    octets.forEach(octet -> text.append("%02X".formatted(octet.value())));
    return text.toString();
  }

  String send(byte[] octets) {
    List<LineOctet> answer = bus.transmit(octets, now);
    long end = now + octets.length * OCTET;
    now = (answer.isEmpty() ? end : Math.max(end, answer.get(answer.size() - 1).nanos())) + IDLE;
    return text(answer);
  }

  void pause(Duration duration) {
    now += duration.toNanos();
  }

  /** A short frame. */
  String ask(int control, int address) {
    return send(new ShortFrame(new ControlField(control), new PrimaryAddress(address)).encode());
  }

  String command(int control, int address, int ci, String data) {
    return send(
        new LongFrame(new ControlField(control), new PrimaryAddress(address), ci, hex(data))
            .encode());
  }

  /** A selection: id low octet first, manufacturer, version, device type. */
  String select(String octets) {
    return command(0x53, SELECTED, 0x52, octets);
  }

  /** The records of an answer with long header: between octet 19 and the checksum. */
  static String records(String answer) {
    return answer.length() < 42 ? answer : answer.substring(38, answer.length() - 4);
  }

  static int accessNumber(String answer) {
    return HEX.parseHex(answer)[15] & 0xFF;
  }
}
