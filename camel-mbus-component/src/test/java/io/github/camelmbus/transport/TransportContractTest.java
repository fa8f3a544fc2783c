package io.github.camelmbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.camelmbus.transport.LineUnavailableException.Reason;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Transport} promises, to be kept by each of them. */
@Timeout(60)
public abstract class TransportContractTest {

  /** The far end of a line: the meters, the gateway. */
  public interface Peer extends AutoCloseable {
    void send(byte[] octets);

    /** Waits for that many octets. */
    byte[] receive(int count);

    /** Goes away without a word, as a gateway without power or an unplugged adapter. */
    void vanish();

    @Override
    void close();
  }

  private Peer peer;
  private Transport transport;

  /** A far end that {@link #connect} can reach. */
  protected abstract Peer newPeer();

  /** Opens the line to the far end. */
  protected abstract Transport connect(Peer peer);

  /** Makes a line show that its far end has vanished, where it does not do so by itself. */
  protected void afterVanishing(Transport transport) {}

  @BeforeEach
  void openLine() {
    peer = newPeer();
    transport = connect(peer);
  }

  @AfterEach
  void closeLine() {
    transport.close();
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 91, 256})
  void octetsArriveInOrderInAnyChunking(int chunk) {
    byte[] telegram = everyOctet();

    for (int at = 0; at < telegram.length; at += chunk) {
      peer.send(Arrays.copyOfRange(telegram, at, Math.min(at + chunk, telegram.length)));
    }

    assertThat(receive(telegram.length, 512)).isEqualTo(telegram);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 255})
  void whatDoesNotFitTheBufferComesWithTheNextRead(int bufferSize) {
    byte[] telegram = everyOctet();
    peer.send(telegram);

    assertThat(receive(telegram.length, bufferSize)).isEqualTo(telegram);
  }

  @Test
  void everyOctetLeavesUnchanged() {
    transport.write(everyOctet());

    assertThat(peer.receive(256)).isEqualTo(everyOctet());
  }

  @Test
  void writesKeepTheirOrder() {
    transport.write(new byte[] {0x10, 0x40});
    transport.write(new byte[0]);
    transport.write(new byte[] {(byte) 0xFD, 0x3D, 0x16});

    assertThat(peer.receive(5)).isEqualTo(new byte[] {0x10, 0x40, (byte) 0xFD, 0x3D, 0x16});
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 1_000_000, 3_300_000, 40_000_000})
  void silenceIsToldOnceTheDeadlineHasPassed(long nanos) {
    long deadline = in(nanos);

    assertThat(transport.read(new byte[16], deadline)).isZero();
    assertThat(transport.clock().nanos() - deadline).isNotNegative();
  }

  @Test
  void passedDeadlinePolls() {
    assertThat(transport.read(new byte[16], in(-1_000_000_000))).isZero();

    peer.send(new byte[] {(byte) 0xE5});

    await().until(() -> transport.read(new byte[16], in(-1)) == 1);
  }

  @Test
  void readReturnsWithTheFirstOctet() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Integer> read = readInBackground(started);
    started.await();

    peer.send(new byte[] {(byte) 0xE5});

    assertThat(read.get(20, TimeUnit.SECONDS)).isOne();
  }

  @RepeatedTest(5)
  void closeEndsAPendingRead() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Integer> read = readInBackground(started);
    started.await();

    transport.close();

    assertUnavailable(() -> joined(read), Reason.CLOSED);
  }

  @RepeatedTest(5)
  void vanishedPeerEndsAPendingRead() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Integer> read = readInBackground(started);
    started.await();

    peer.vanish();
    afterVanishing(transport);

    assertUnavailable(() -> joined(read), Reason.LOST);
  }

  @Test
  void vanishedPeerIsToldByEveryRead() {
    peer.vanish();
    afterVanishing(transport);

    assertUnavailable(() -> transport.read(new byte[16], in(20_000_000_000L)), Reason.LOST);
    assertUnavailable(() -> transport.read(new byte[16], in(20_000_000_000L)), Reason.LOST);
  }

  @Test
  void vanishedPeerIsToldByAWrite() {
    peer.vanish();

    // The first write may still find room in a buffer of the system.
    await().untilAsserted(() -> assertUnavailable(() -> transport.write(new byte[5]), Reason.LOST));
  }

  @Test
  void closedLineTakesNothingAndGivesNothing() {
    peer.send(new byte[] {(byte) 0xE5});
    transport.close();

    assertUnavailable(() -> transport.write(new byte[] {0x10}), Reason.CLOSED);
    assertUnavailable(() -> transport.read(new byte[16], in(20_000_000_000L)), Reason.CLOSED);
    assertUnavailable(() -> transport.read(new byte[16], in(-1)), Reason.CLOSED);
  }

  @Test
  void closingALineThatVanishedIsQuiet() {
    peer.vanish();

    transport.close();
    transport.close();

    assertUnavailable(() -> transport.write(new byte[] {0x10}), Reason.CLOSED);
  }

  @Test
  void lineOpensAgainAndLeavesNoThreadBehind() {
    for (int round = 0; round < 3; round++) {
      transport.close();
      transport = connect(peer);
      transport.write(new byte[] {0x10, 0x40});
      assertThat(peer.receive(2)).isEqualTo(new byte[] {0x10, 0x40});
    }
    transport.close();

    // The thread that closes the port ends a moment after it has told so.
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("mbus-")));
  }

  private CompletableFuture<Integer> readInBackground(CountDownLatch started) {
    return CompletableFuture.supplyAsync(
        () -> {
          started.countDown();
          return transport.read(new byte[16], in(30_000_000_000L));
        },
        task -> new Thread(task, "bus").start());
  }

  private static int joined(CompletableFuture<Integer> read) throws Throwable {
    try {
      return read.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static void assertUnavailable(ThrowingCallable call, Reason reason) {
    assertThatExceptionOfType(LineUnavailableException.class)
        .isThrownBy(call)
        .extracting(LineUnavailableException::reason)
        .isEqualTo(reason);
  }

  private byte[] receive(int count, int bufferSize) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[bufferSize];
    long deadline = in(Duration.ofSeconds(20).toNanos());
    while (received.size() < count && transport.clock().nanos() - deadline < 0) {
      received.write(buffer, 0, transport.read(buffer, deadline));
    }
    return received.toByteArray();
  }

  private long in(long nanos) {
    return transport.clock().nanos() + nanos;
  }

  /** 00h to FFh: among them break, XON, XOFF, and all that a terminal would act upon. */
  private static byte[] everyOctet() {
    byte[] octets = new byte[256];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    return octets;
  }
}
