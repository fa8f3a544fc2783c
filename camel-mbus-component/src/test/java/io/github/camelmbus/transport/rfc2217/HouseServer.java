package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.simulator.SimulatorTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A simulated house behind a gateway with RFC 2217, in real time. One thread for the client and the
 * simulated bus, which is confined to one.
 */
final class HouseServer extends Rfc2217Server {
  private static final int END = -1;
  private static final int SILENCE = -2;

  private final Transport house;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();
  private final Map<Integer, Integer> settings = new ConcurrentHashMap<>();

  /**
   * @param house that comes with the simulator.
   * @param baudRate that the gateway has set before a client sets another one.
   */
  HouseServer(String house, int baudRate) {
    this.house =
        new SimulatorTransportProvider()
            .open(LineAddress.parse("sim:" + house), LineSettings.DEFAULT.withBaudRate(baudRate));
  }

  /** What the client has set last, by command: 1 baud rate, 2 data bits, 3 parity, 4 stop bits. */
  Map<Integer, Integer> settings() {
    return settings;
  }

  @Override
  void converse(InputStream in) throws IOException {
    byte[] buffer = new byte[512];
    int octet = next(in);
    while (octet != END) {
      if (octet == SILENCE) {
        exchange(buffer);
      } else {
        client().setSoTimeout(0);
        take(in, octet);
      }
      octet = next(in);
    }
  }

  private void exchange(byte[] buffer) throws IOException {
    if (request.size() > 0) {
      house.write(request.toByteArray());
      request.reset();
    }
    int count = house.read(buffer, house.clock().nanos());
    send(Arrays.copyOf(buffer, count));
  }

  private int next(InputStream in) throws IOException {
    try {
      client().setSoTimeout(1);
      return in.read();
    } catch (SocketTimeoutException silence) {
      return SILENCE;
    }
  }

  @Override
  void data(int octet) {
    request.write(octet);
  }

  @Override
  byte @Nullable [] set(int command, byte[] value) {
    int number = value.length == 4 ? ByteBuffer.wrap(value).getInt() : value[0];
    settings.put(command, number);
    if (command == 1) {
      house.configure(LineSettings.DEFAULT.withBaudRate(number));
    }
    return value;
  }
}
