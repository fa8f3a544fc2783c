package io.github.camelmbus.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.Blackhole;

/**
 * CPU time and allocated octets of the candidates of {@link CodecBenchmark}, to compare two states
 * of the code: with compilation in the foreground and the CPU time of one thread, other programs on
 * the machine change little. One line for each candidate: the fastest and the median of 21 rounds
 * in ns, and octets, each for one telegram.
 */
public final class CodecCost {
  private static final int ROUNDS = 21;
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<String> JVM =
      List.of(
          "-Xbatch",
          "-Xms1g",
          "-Xmx1g",
          "-XX:+UseG1GC",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=blackhole,org.openjdk.jmh.infra.Blackhole::consumeCompiler",
          "-DcompilerBlackholesEnabled=true");

  private CodecCost() {}

  @FunctionalInterface
  private interface Candidate {
    void run(CodecBenchmark benchmark, Blackhole result) throws Exception;
  }

  /** Without arguments it starts a process for camel-mbus and one for jMBus. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      fork("camel-mbus");
      fork("jMBus");
    } else if (args[0].equals("jMBus")) {
      measure("jMBus", CodecBenchmark::jMBus, 600_000, 74_000);
    } else {
      measure("camelMBus", CodecBenchmark::camelMBus, 900_000, 111_000);
      measure("camelMBusJson", (b, result) -> result.consume(b.camelMBusJson()), 170_000, 7_400);
    }
  }

  private static void fork(String candidate) throws IOException, InterruptedException {
    Stream<String> java = Stream.of(System.getProperty("java.home") + "/bin/java");
    Stream<String> program =
        Stream.of("-cp", System.getProperty("java.class.path"), CodecCost.class.getName());
    List<String> command =
        Stream.of(java, JVM.stream(), program, Stream.of(candidate)).flatMap(s -> s).toList();
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static void measure(String name, Candidate candidate, int warmUp, int telegrams)
      throws Exception {
    CodecBenchmark benchmark = new CodecBenchmark();
    benchmark.collectTelegrams();
    Blackhole result =
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is"
                + " dangerous.");
    run(candidate, benchmark, result, warmUp);
    double[] nanos = new double[ROUNDS];
    long allocated = THREAD.getCurrentThreadAllocatedBytes();
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREAD.getCurrentThreadCpuTime();
      run(candidate, benchmark, result, telegrams);
      nanos[round] = (THREAD.getCurrentThreadCpuTime() - start) / (double) telegrams;
    }
    allocated = THREAD.getCurrentThreadAllocatedBytes() - allocated;
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s %.0f %.0f %d%n",
        name,
        nanos[0],
        nanos[ROUNDS / 2],
        allocated / ROUNDS / telegrams);
  }

  private static void run(
      Candidate candidate, CodecBenchmark benchmark, Blackhole result, int telegrams)
      throws Exception {
    for (int i = 0; i < telegrams; i++) {
      candidate.run(benchmark, result);
    }
  }
}
