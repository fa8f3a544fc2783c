package io.github.camelmbus.transport.rfc2217;

import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.TransportContractTest.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server of RFC 2217 for one client after the other, written from the RFC, sharing nothing with
 * the client it tests. Subclasses behave differently.
 *
 * <p>Codes, in decimal as in the RFCs: 255 IAC, 254 DONT, 253 DO, 252 WONT, 251 WILL, 250 SB, 240
 * SE; options 0 BINARY, 3 SUPPRESS-GO-AHEAD, 44 COM-PORT-OPTION.
 */
class Rfc2217Server implements Peer {
  private final ServerSocket listener;
  private final LinkedBlockingQueue<Integer> data = new LinkedBlockingQueue<>();

  /** Commands of the client in hexadecimal, without IAC: {@code FB 2C}, {@code FA 2C 01 .. F0}. */
  final List<String> commands = new CopyOnWriteArrayList<>();

  private volatile Socket client = new Socket();

  Rfc2217Server() {
    try {
      listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "rfc2217-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** What the client sends as data. */
  void data(int octet) {
    data.add(octet);
  }

  /** Octets the server greets with. */
  byte[] greeting() {
    return new byte[0];
  }

  /** What to answer to WILL, WONT, DO, DONT. */
  byte[] negotiated(int verb, int option) {
    boolean known = option == 0 || option == 3 || option == 44;
    return switch (verb) {
      case 251 -> octets(255, known ? 253 : 254, option);
      case 253 -> octets(255, known && option != 44 ? 251 : 252, option);
      default -> new byte[0];
    };
  }

  /** The value that a command has set, which the server confirms; null to say nothing. */
  byte @Nullable [] set(int command, byte[] value) {
    return value;
  }

  /** The connection that is open. */
  final Socket client() {
    return client;
  }

  LineAddress line() {
    return LineAddress.parse("rfc2217://127.0.0.1:" + listener.getLocalPort());
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket accepted = listener.accept()) {
        client = accepted;
        sendRaw(greeting());
        converse(accepted.getInputStream());
      } catch (IOException | UncheckedIOException gone) {
        // the next one, if the listener still lives
      }
    }
  }

  void converse(InputStream in) throws IOException {
    int octet = in.read();
    while (octet >= 0) {
      take(in, octet);
      octet = in.read();
    }
  }

  /** One octet of data, or one command with all that belongs to it. */
  final void take(InputStream in, int octet) throws IOException {
    if (octet != 255) {
      data(octet);
      return;
    }
    int command = in.read();
    if (command == 255) {
      data(255);
    } else if (command >= 251) {
      int option = in.read();
      commands.add(hex(octets(command, option)));
      sendRaw(negotiated(command, option));
    } else if (command == 250) {
      subnegotiation(in);
    }
  }

  private void subnegotiation(InputStream in) throws IOException {
    List<Integer> contents = new ArrayList<>();
    while (true) {
      int octet = in.read();
      if (octet == 255) {
        octet = in.read();
        if (octet == 240) {
          break;
        }
      }
      contents.add(octet);
    }
    int[] all = contents.stream().mapToInt(Integer::intValue).toArray();
    commands.add("FA " + hex(octets(all)) + " F0");
    byte[] value = Arrays.copyOfRange(octets(all), 2, all.length);
    byte[] confirmed = set(all[1], value);
    if (confirmed != null) {
      confirm(all[1], confirmed);
    }
  }

  private void confirm(int command, byte[] value) {
    List<Integer> answer = new ArrayList<>(List.of(255, 250, 44, command + 100));
    for (byte octet : value) {
      answer.add(octet & 0xFF);
      if (octet == -1) {
        answer.add(255);
      }
    }
    answer.addAll(List.of(255, 240));
    sendRaw(octets(answer.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Sends octets of the serial port. */
  @Override
  public void send(byte[] octets) {
    List<Integer> doubled = new ArrayList<>();
    for (byte octet : octets) {
      doubled.add(octet & 0xFF);
      if (octet == -1) {
        doubled.add(255);
      }
    }
    sendRaw(octets(doubled.stream().mapToInt(Integer::intValue).toArray()));
  }

  synchronized void sendRaw(byte[] octets) {
    try {
      if (octets.length > 0) {
        client.getOutputStream().write(octets);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] receive(int count) {
    byte[] received = new byte[count];
    try {
      for (int i = 0; i < count; i++) {
        Integer octet = data.poll(20, TimeUnit.SECONDS);
        if (octet == null) {
          throw new AssertionError("only " + i + " of " + count + " octets came");
        }
        received[i] = octet.byteValue();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return received;
  }

  @Override
  public void vanish() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    vanish();
  }

  static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  private static String hex(byte[] octets) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }
}
