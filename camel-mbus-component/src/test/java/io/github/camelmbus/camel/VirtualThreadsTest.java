package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.reading.MeterReading;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dcamel.threads.virtual.enabled=true}, which Camel reads once in the life of a JVM. */
class VirtualThreadsTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "older ones have no virtual threads")
  void linesPollsAndCommandsUseTheThreadsThatCamelIsTold(boolean virtual) throws Exception {
    Process app =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.threads.virtual.enabled=" + virtual,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                App.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();

    String out = new String(app.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(app.waitFor()).isZero();
    assertThat(out.lines())
        .containsAll(
            List.of("line " + virtual, "poll 12345678 " + virtual, "command 87654321 " + virtual));
  }

  /** An app with a poll and a command. */
  static final class App {
    public static void main(String[] arguments) throws Exception {
      VirtualLines lines =
          new VirtualLines()
              .with(
                  "house",
                  VirtualLines.meter(RouteTest.HYD, 1),
                  VirtualLines.meter(RouteTest.KAM, 2));
      lines.watch(octets -> System.out.println("line " + isVirtual()));
      CountDownLatch done = new CountDownLatch(2);
      try (CamelContext context = new DefaultCamelContext()) {
        context.getRegistry().bind("lines", lines);
        context.addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("mbus:virtual:house?primary=1" + RouteTest.ONCE)
                    .process(
                        exchange -> {
                          tell("poll", RouteTest.reading(exchange));
                          done.countDown();
                        });
                from("direct:command")
                    .to("mbus:virtual:house?primary=2")
                    .process(
                        exchange -> {
                          tell("command", RouteTest.reading(exchange));
                          done.countDown();
                        });
              }
            });
        context.start();
        context.createProducerTemplate().sendBody("direct:command", null);
        if (!done.await(20, TimeUnit.SECONDS)) {
          System.exit(1);
        }
      }
    }

    private static void tell(String what, MeterReading reading) throws Exception {
      System.out.println(what + " " + reading.meter().id() + " " + isVirtual());
    }

    /** {@code Thread.isVirtual} of Java 21. */
    private static boolean isVirtual() {
      try {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }
}
