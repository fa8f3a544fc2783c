package io.github.camelmbus.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line with its meters, as a file describes it.
 *
 * <pre>
 *   { "line":      { "baudRate": 2400, "seed": 1, "ackGarble": 0.1, "maximumSkew": 3,
 *                    "badOctets": "raw|zero|drop", "collisionBreak": ms, "echo": false,
 *                    "idleNoise": 0.0, "lostAfterFrames": 0,
 *                    "gateway": "whole,delay=300ms" },
 *     "templates": { NAME: { any field of a meter } },
 *     "meters":  [ { "id": "12345678", "manufacturer": "HYD", "version": 40, "deviceType": 4,
 *                    "primaryAddress": 0 | "lastTwoDigits", "fabricationNumber": "00000001",
 *                    "baudRate": 2400, "responseDelay": ms, "alarm": 1,
 *                    "telegrams": [ "68 .. 16" ]  or
 *                    "records": [ { "dib": "0C", "vib": "05", "at": "now|month|year",
 *                                   "model": "constant", "value": 1
 *                                          | "octets", "octets": "00"
 *                                          | "counter", "start": 0, "perHour": 3, CURVE
 *                                          | "gauge", "low": 400, "high": 620, CURVE
 *                                          | "clock" } ], "manufacturerData": "0102",
 *                    "template": NAME, "count": 1, "step": 1,
 *                    "faults": { FAULT: true | { its fields } } } ],
 *     "faults":  [ { "fault": FAULT, "count": 2, its fields } ] }
 *   CURVE: "curve": "flat|heating|water", "spread": percent by which meters differ
 * </pre>
 *
 * FAULT is the name of a record of {@link Fault}, with a small first letter; its fields are those
 * of the record, times in milliseconds, and a {@link Chance} is {@code "probability": 0.1, "times":
 * 3}. {@code count} meters have ids {@code step} apart; the faults at the end go to as many meters,
 * chosen by the seed. Values are numbers as sent, without the power of ten of the VIF. The words of
 * {@code gateway} are those of {@link GatewayOptions}.
 *
 * <p>A meter of {@code "protocol": "kmp"} is under an optical head, alone on its line, and speaks
 * the Kamstrup Meter Protocol; {@link KmpMeterDefinition} has its fields:
 *
 * <pre>
 *   { "protocol": "kmp", "id": serial number, "type": "0000", "software": "C12",
 *     "responseDelay": ms, "wakeUpDelay": ms, "longestGap": ms,
 *     "registers": [ { "register": 60, "unit": "03", "length": 4, "exponent": -3,
 *                      "at": .., "model": as of a record } ],
 *     "logs": [ { "log": "hour|day|month|year", "since": "2025-03-01", "depth": 460,
 *                 "registers": [ 1003, 60, 68 ] } ], "longestAnswer": octets,
 *     "moduleLogs": [ { "number": 1, all fields of a log } ],
 *     "template": NAME, "faults": .. }
 * </pre>
 *
 * {@code unit} is the code in hexadecimal digits. Register 1001 is the id, without a line. A log
 * has an entry at each full hour, day, month or year; the first one, {@code since}, has id 1. With
 * {@code moduleLogs} a logger module is on its top (destination 7Fh).
 *
 * @param name its name in messages.
 * @param meters M-Bus meters.
 * @param kmpMeter the meter of protocol KMP that is the only one on the line; null if there is
 *     none.
 */
public record House(
    String name,
    SimulatedLine line,
    List<MeterDefinition> meters,
    @Nullable KmpMeterDefinition kmpMeter) {
  private static final List<String> SHIPPED =
      List.of("house", "apartments", "hostile", "kmp", "head");

  public House {
    meters = List.copyOf(meters);
  }

  /** A line with M-Bus meters. */
  public House(String name, SimulatedLine line, List<MeterDefinition> meters) {
    this(name, line, meters, null);
  }

  /** The names of the houses in this artifact. */
  public static List<String> names() {
    return SHIPPED;
  }

  /**
   * A house of this artifact.
   *
   * @throws IllegalArgumentException if there is none with this name; the message lists the names.
   */
  public static House named(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException(
          "no simulated house '" + name + "': those that ship are " + String.join(", ", SHIPPED));
    }
    String resource = name + ".json";
    try (InputStream in = House.class.getResourceAsStream(resource)) {
      return HouseReader.ofArtifact(resource).read(name, new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new HouseFileException(resource, "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * A house of the user.
   *
   * @param file JSON, or YAML if the name ends in {@code .yaml} or {@code .yml}.
   * @throws HouseFileException if it cannot be read; the message names file, meter and field, and
   *     quotes nothing of a file that is no house: it may hold anything, and who reads the message
   *     may not be allowed to read the file.
   */
  public static House read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode content = mapper(file).readTree(in);
      return HouseReader.ofUser(file.toString()).read(file.getFileName().toString(), content);
    } catch (JsonProcessingException e) {
      String where = " at line " + e.getLocation().getLineNr();
      // No cause: the parser quotes the file in its messages.
      throw new HouseFileException(file + where, "this is no " + format(file), null);
    } catch (IOException e) {
      throw new HouseFileException(file.toString(), "cannot be read: " + e.getMessage(), e);
    }
  }

  private static ObjectMapper mapper(Path file) {
    return isYaml(file) ? new ObjectMapper(new YAMLFactory()) : new ObjectMapper();
  }

  private static String format(Path file) {
    return isYaml(file) ? "YAML" : "JSON (the name of a YAML file ends in .yaml)";
  }

  private static boolean isYaml(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /** The same house with another seed; see {@link SimulatedLine#seed}. */
  public House withSeed(long seed) {
    return new House(name, line.withSeed(seed), meters, kmpMeter);
  }

  /** The same house, with or without an echo of the converter or head. */
  public House withEcho(boolean echo) {
    return new House(name, line.withEcho(echo), meters, kmpMeter);
  }

  /** The same house behind another gateway. */
  public House withGateway(GatewayOptions gateway) {
    return new House(name, line.withGateway(gateway), meters, kmpMeter);
  }

  /**
   * The line with its meters.
   *
   * @param timeAtZero local time of the meters at nanosecond 0 of the bus.
   */
  public SimulatedBus bus(LocalDateTime timeAtZero) {
    return new SimulatedBus(line, timeAtZero, meters, kmpMeter);
  }
}
