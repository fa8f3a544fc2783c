package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A telnet connection: separates data from negotiations and confirmations of the server. Confined
 * to the bus thread, but for {@link #close()}.
 */
final class TelnetConnection implements TelnetDecoder.Listener {
  private static final int CHUNK = 512;

  /** Some 30 of the longest telegrams; later data is dropped until it is read. */
  private static final int MAX_DATA = 8192;

  private final Transport tcp;
  private final TelnetOptions options = new TelnetOptions();
  private final TelnetDecoder decoder = new TelnetDecoder(this);
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
  private final Map<Integer, byte[]> answers = new HashMap<>();
  private byte[] pending = new byte[0];
  private boolean telnetSeen;

  TelnetConnection(Transport tcp) {
    this.tcp = tcp;
  }

  TelnetOptions options() {
    return options;
  }

  /** Whether any telnet command was received. */
  boolean telnetSeen() {
    return telnetSeen;
  }

  /** Sends octets unchanged. */
  void send(byte[] octets) {
    tcp.write(octets);
  }

  /**
   * The value of the last subnegotiation of the COM-PORT-OPTION with this code; null if none was
   * received.
   */
  byte @Nullable [] answer(int code) {
    return answers.get(code);
  }

  void forgetAnswer(int code) {
    answers.remove(code);
  }

  /**
   * Receives until a condition holds.
   *
   * @return false if the deadline passed before.
   */
  boolean await(BooleanSupplier condition, long deadline) {
    while (!condition.getAsBoolean()) {
      if (!receive(deadline)) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** As {@link Transport#read}: data only. */
  int read(byte[] buffer, long deadline) {
    while (!hasData()) {
      if (!receive(deadline) && !hasData()) {
        return 0;
      }
    }
    byte[] all = takeData();
    int count = Math.min(all.length, buffer.length);
    System.arraycopy(all, 0, buffer, 0, count);
    pending = Arrays.copyOfRange(all, count, all.length);
    return count;
  }

  private boolean hasData() {
    return pending.length > 0 || data.size() > 0;
  }

  /** Removes and returns the data that was received and not read. */
  byte[] takeData() {
    byte[] fresh = data.toByteArray();
    byte[] all = Arrays.copyOf(pending, pending.length + fresh.length);
    System.arraycopy(fresh, 0, all, pending.length, fresh.length);
    pending = new byte[0];
    data.reset();
    return all;
  }

  /**
   * Receives one chunk and answers the negotiations in it.
   *
   * @return false if the deadline has passed, even if octets came: some servers never stop sending.
   */
  private boolean receive(long deadline) {
    byte[] chunk = new byte[CHUNK];
    int count = tcp.read(chunk, deadline);
    decoder.decode(chunk, count);
    if (replies.size() > 0) {
      byte[] reply = replies.toByteArray();
      replies.reset();
      tcp.write(reply);
    }
    return count > 0 && tcp.clock().nanos() < deadline;
  }

  @Override
  public void data(int octet) {
    if (data.size() < MAX_DATA) {
      data.write(octet);
    }
  }

  @Override
  public void negotiation(int verb, int option) {
    telnetSeen = true;
    replies.writeBytes(options.received(verb, option));
  }

  @Override
  public void subnegotiation(int option, byte[] contents) {
    telnetSeen = true;
    if (option == Telnet.COM_PORT_OPTION && contents.length > 0) {
      answers.put(contents[0] & 0xFF, Arrays.copyOfRange(contents, 1, contents.length));
    }
  }

  void close() {
    tcp.close();
  }
}
