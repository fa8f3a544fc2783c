package io.github.camelmbus.example.cli;

import io.github.camelmbus.simulator.SimulatorTransportProvider;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * A gateway with RFC 2217 and a simulated house at its serial port. Takes any setting; SET-BAUDRATE
 * is that of the bus.
 */
final class PortServer implements AutoCloseable {
  private static final int SILENCE = -2;
  private static final int SET_BAUDRATE = 1;

  private final ServerSocket listener;
  private final Transport house;
  private final ByteArrayOutputStream request = new ByteArrayOutputStream();

  /**
   * @param house name or file, as after {@code sim:}.
   */
  PortServer(String house) {
    this.house =
        new SimulatorTransportProvider()
            .open(LineAddress.parse("sim:" + house), LineSettings.DEFAULT);
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "port-server");
    thread.setDaemon(true);
    thread.start();
  }

  String line() {
    return "rfc2217://127.0.0.1:" + listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        converse(client);
      } catch (IOException gone) {
        // the next client, if the listener still lives
      }
    }
  }

  private void converse(Socket client) throws IOException {
    byte[] answer = new byte[512];
    int octet = next(client);
    while (octet != -1) {
      if (octet == SILENCE) {
        house.write(request.toByteArray());
        request.reset();
        int count = house.read(answer, house.clock().nanos());
        client.getOutputStream().write(doubled(answer, count));
      } else if (octet == 255) {
        command(client.getInputStream(), client.getOutputStream());
      } else {
        request.write(octet);
      }
      octet = next(client);
    }
  }

  private static int next(Socket client) throws IOException {
    try {
      client.setSoTimeout(1);
      return client.getInputStream().read();
    } catch (SocketTimeoutException silence) {
      return SILENCE;
    } finally {
      client.setSoTimeout(0);
    }
  }

  /** WILL 251 is answered by DO 253 and DO by WILL; what SB 250 sets is confirmed. */
  private void command(InputStream in, OutputStream out) throws IOException {
    int command = in.read();
    if (command == 255) {
      request.write(255);
    } else if (command == 251 || command == 253) {
      out.write(new byte[] {(byte) 255, (byte) (504 - command), (byte) in.read()});
    } else if (command == 250) {
      setting(in, out);
    }
  }

  private void setting(InputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    int octet = in.read();
    while (octet != 255) { // no value that is used here has an octet FFh
      contents.write(octet);
      octet = in.read();
    }
    in.read(); // SE
    ByteBuffer setting = ByteBuffer.wrap(contents.toByteArray());
    if (setting.get(1) == SET_BAUDRATE) {
      house.configure(LineSettings.DEFAULT.withBaudRate(setting.getInt(2)));
    }
    setting.put(1, (byte) (setting.get(1) + 100));
    ByteArrayOutputStream confirmation = new ByteArrayOutputStream();
    confirmation.write(new byte[] {(byte) 255, (byte) 250});
    confirmation.write(setting.array());
    confirmation.write(new byte[] {(byte) 255, (byte) 240});
    out.write(confirmation.toByteArray());
  }

  private static byte[] doubled(byte[] octets, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.write(octets[i]);
      if (octets[i] == -1) {
        out.write(255);
      }
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    house.close();
  }
}
