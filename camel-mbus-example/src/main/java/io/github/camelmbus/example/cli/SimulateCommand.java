package io.github.camelmbus.example.cli;

import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.simulator.SimulatorServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves a simulated house. */
@Command(
    name = "simulate",
    description = "Serves simulated meters to any master on this machine, until interrupted.")
public final class SimulateCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;
  private static final Pattern A_FILE = Pattern.compile("[/\\\\.]");

  @Parameters(
      paramLabel = "HOUSE",
      description =
          "house, apartments, hostile, kmp or head (both a meter under an optical head), or a"
              + " YAML or JSON file.")
  String house = "";

  @ArgGroup(multiplicity = "1")
  Where where = new Where();

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "How many times faster than a real line; 1 by default.")
  double speed = 1;

  @Option(
      names = "--echo",
      negatable = true,
      description = "Whether the line returns what the master sends; by default as the house says.")
  @Nullable Boolean echo;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random collisions and noise; by default that of the house.")
  @Nullable Long seed;

  @Option(
      names = "--gateway",
      paramLabel = "MANNERS",
      description =
          "Simulate a gateway, such as whole,delay=300ms,jitter=100ms: see docs/command-line.md.")
  @Nullable String gateway;

  @Mixin OutputOptions output = new OutputOptions();
  @Spec CommandSpec spec;

  /** Where masters connect. */
  static final class Where {
    @Option(
        names = "--tcp",
        required = true,
        paramLabel = "PORT",
        description = "A TCP port of this machine, as that of a gateway; 0 for any free port.")
    @Nullable Integer port;

    @Option(
        names = "--pty",
        required = true,
        paramLabel = "LINK",
        description = "A link to a pseudo terminal, as a serial port without parity; needs socat.")
    @Nullable Path link;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireRanges();
    int port = where.port == null ? 0 : where.port;
    try (Interruption interruption = Interruption.watch();
        SimulatorServer server = SimulatorServer.start(house(), port, speed)) {
      return where.link == null
          ? atPort(server, interruption)
          : atTerminal(where.link.toAbsolutePath().normalize(), server, interruption);
    }
  }

  private int atPort(SimulatorServer server, Interruption interruption)
      throws InterruptedException {
    announce("tcp://localhost:" + server.port());
    interruption.await();
    return ExitCode.OK;
  }

  private int atTerminal(Path link, SimulatorServer server, Interruption interruption)
      throws IOException, InterruptedException {
    try (PseudoTerminal terminal = PseudoTerminal.open(link, server.port())) {
      announce(terminal.link().toString());
      terminal.whenGone(interruption::request);
      interruption.await();
      return terminal.isOpen() ? ExitCode.OK : ExitCode.UNUSABLE;
    }
  }

  private void requireRanges() {
    Integer port = where.port;
    if (port != null && (port < 0 || port > LAST_PORT)) {
      throw misused("--tcp is a port from 0 to " + LAST_PORT + ", not " + port);
    }
    if (!(speed > 0 && speed <= Double.MAX_VALUE)) {
      throw misused("--speed is a positive number, not " + speed);
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private House house() {
    Path file = Path.of(house);
    boolean ownFile = !House.names().contains(house) && Files.exists(file);
    if (!ownFile && A_FILE.matcher(house).find()) {
      throw misused(
          "there is no file "
              + house
              + "; houses that ship are "
              + String.join(", ", House.names()));
    }
    House asRead = ownFile ? House.read(file) : House.named(house);
    House seeded = seed == null ? asRead : asRead.withSeed(seed);
    House echoing = echo == null ? seeded : seeded.withEcho(echo);
    return gateway == null ? echoing : echoing.withGateway(gatewayOptions(gateway));
  }

  private GatewayOptions gatewayOptions(String text) {
    try {
      return GatewayOptions.parse(text);
    } catch (IllegalArgumentException e) {
      throw misused("--gateway: " + e.getMessage());
    }
  }

  private void announce(String line) {
    PrintStream out = output.data();
    if (output.json()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("line", line);
      facts.put("house", house);
      out.print(JsonLine.of(facts) + "\n");
    } else {
      out.printf("%s is at %s; Ctrl-C ends it%n", house, line);
    }
    out.flush();
  }
}
