package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The end is requested while the library still parses the arguments. */
class EndDuringStartTest {
  @Test
  void beanThatIsNotThereAnyMoreIsNoWrongArgument() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Ending.class.getName()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).isZero();
    assertThat(said.lines()).containsExactly("exit code " + ExitCode.INTERRUPTED);
  }

  /** A process that runs a command in its last moments. */
  static final class Ending {
    private Ending() {}

    public static void main(String... args) {
      Runtime.getRuntime().addShutdownHook(new Thread(Ending::parse));
    }

    private static void parse() {
      int exitCode =
          CommandLines.configured(new CommandLine(new ReadsNothing())).execute("sim:house");
      System.out.println("exit code " + exitCode);
    }
  }

  @Command(name = "read")
  static final class ReadsNothing implements Runnable {
    @Parameters(index = "0")
    void line(String line) {
      NullPointerException failure = new NullPointerException("Arc.container() is null");
      failure.setStackTrace(
          new StackTraceElement[] {
            new StackTraceElement("io.quarkus.picocli.runtime.PicocliBeansFactory", "create", "", 1)
          });
      throw failure;
    }

    @Override
    public void run() {
      throw new AssertionError("was parsed");
    }
  }
}
