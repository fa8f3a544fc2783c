package io.github.camelmbus.transport.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.transport.LineClock;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OctetQueuePropertyTest {
  /** A deadline that has passed. */
  private static final long POLL = LineClock.SYSTEM.nanos();

  @Property(tries = 300)
  void newestOctetsComeOutInOrderWhateverTheChunks(
      @ForAll @Size(max = 8) List<byte[]> chunks,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(min = 1, max = 50) int bufferSize)
      throws InterruptedException {
    OctetQueue queue = new OctetQueue(capacity);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      queue.put(chunk, chunk.length);
      all.writeBytes(chunk);
    }

    byte[] sent = all.toByteArray();
    byte[] newest = Arrays.copyOfRange(sent, Math.max(0, sent.length - capacity), sent.length);
    assertThat(drain(queue, bufferSize)).isEqualTo(newest);
  }

  @Property(tries = 100)
  void takingWhileFillingLosesNothing(
      @ForAll @Size(max = 20) List<@Size(max = 10) byte[]> chunks,
      @ForAll @IntRange(min = 10, max = 15) int capacity)
      throws InterruptedException {
    OctetQueue queue = new OctetQueue(capacity);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    for (byte[] chunk : chunks) {
      queue.put(chunk, chunk.length);
      sent.writeBytes(chunk);
      taken.writeBytes(drain(queue, 7));
    }
    queue.end();

    assertThat(taken.toByteArray()).isEqualTo(sent.toByteArray());
    assertThat(queue.take(new byte[1], POLL)).isEqualTo(OctetQueue.ENDED);
  }

  private static byte[] drain(OctetQueue queue, int bufferSize) throws InterruptedException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    byte[] buffer = new byte[bufferSize];
    for (int count = queue.take(buffer, POLL); count > 0; count = queue.take(buffer, POLL)) {
      taken.write(buffer, 0, count);
    }
    return taken.toByteArray();
  }
}
