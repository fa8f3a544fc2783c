package io.github.camelmbus.bench;

import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingDecoder;
import io.github.camelmbus.reading.ReadingJson;
import io.github.camelmbus.reading.TelegramCollection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openmuc.jmbus.DecodingException;
import org.openmuc.jmbus.MBusMessage;
import org.openmuc.jmbus.VariableDataStructure;

/**
 * Telegrams to scaled values, one thread, the same telegrams in turn for all: those of real meters
 * where they lie beside the checkout, else those of the tests. One operation is one telegram.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CodecBenchmark {
  private List<byte[]> telegrams = List.of();
  private int next;

  /** The telegrams that both decoders read. */
  @Setup
  public void collectTelegrams() throws IOException {
    List<byte[]> found = TelegramCollection.ofRealMeters();
    telegrams =
        (found.isEmpty() ? TelegramCollection.telegrams() : found)
            .stream().filter(CodecBenchmark::isReadByJMBus).toList();
    if (telegrams.isEmpty()) {
      throw new IllegalStateException("there are no telegrams to decode");
    }
  }

  private byte[] telegram() {
    next = next + 1 < telegrams.size() ? next + 1 : 0;
    return telegrams.get(next);
  }

  /** Frame with its checksum, header, records with quantity, unit, qualifiers and exact value. */
  @Benchmark
  public void camelMBus(Blackhole values) {
    LongFrame frame = (LongFrame) Frame.decode(telegram());
    MeterData message = (MeterData) ApplicationMessage.decode(frame.ci(), frame.data());
    values.consume(message.header());
    for (DataRecord record : message.content().records()) {
      values.consume(record.quantity());
      values.consume(record.unit());
      values.consume(record.qualifiers());
      values.consume(record.value().plain());
    }
  }

  /** The same, and all that a reading has: keys, hexadecimal octets, words. */
  @Benchmark
  public MeterReading camelMBusReading() {
    return ReadingDecoder.ofTelegrams(List.of(telegram()), null, null, null);
  }

  /** The whole path: the reading and its JSON. */
  @Benchmark
  public String camelMBusJson() {
    return ReadingJson.text(camelMBusReading());
  }

  /** Frame without its checksum, header, records without VIFEs, value as a double. */
  @Benchmark
  public void jMBus(Blackhole values) throws IOException, DecodingException {
    byte[] telegram = telegram();
    VariableDataStructure data =
        MBusMessage.decode(telegram, telegram.length).getVariableDataResponse();
    data.decode();
    values.consume(data.getSecondaryAddress());
    for (org.openmuc.jmbus.DataRecord record : data.getDataRecords()) {
      values.consume(record.getDescription());
      values.consume(record.getUnit());
      values.consume(value(record));
    }
  }

  private static @Nullable Object value(org.openmuc.jmbus.DataRecord record) {
    return switch (record.getDataValueType()) {
      case LONG, DOUBLE, BCD -> record.getScaledDataValue();
      case DATE, STRING, NONE -> record.getDataValue();
    };
  }

  private static boolean isReadByJMBus(byte[] telegram) {
    try {
      VariableDataStructure data =
          MBusMessage.decode(telegram, telegram.length).getVariableDataResponse();
      data.decode();
      data.getDataRecords().forEach(CodecBenchmark::value);
      return true;
    } catch (IOException | DecodingException | RuntimeException unreadable) {
      return false;
    }
  }

  public static void main(String[] args) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(CodecBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .build())
        .run();
  }
}
