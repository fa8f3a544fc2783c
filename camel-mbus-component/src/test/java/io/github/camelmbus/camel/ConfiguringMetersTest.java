package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.operation.AlarmResult;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.data.DataEncoder;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.simulator.MeterDefinition;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs what the page about configuring meters shows, on simulated meters. */
class ConfiguringMetersTest extends RouteTest {
  private static final Path PAGE = Path.of("../docs/how-to/configure-meters.md");
  private static final Pattern BLOCK =
      Pattern.compile("```(java|yaml|json)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ENTRY = Pattern.compile("direct:[a-z-]+");

  @TempDir Path directory;

  /** A block of the page; its text is its name in reports. */
  record Block(String kind, String text) {
    String entry() {
      Matcher entry = ENTRY.matcher(text);
      assertThat(entry.find()).as("no direct: endpoint to begin with in %s", text).isTrue();
      return entry.group();
    }

    @Override
    public String toString() {
      return kind + " " + (kind.equals("json") ? "" : entry());
    }
  }

  private static List<Block> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> new Block(found.group(1), found.group(2)))
        .toList();
  }

  static Stream<Block> routes() throws IOException {
    return blocks().stream().filter(block -> !block.kind.equals("json"));
  }

  /** Every operation that changes a meter, and alarms, in Java and in YAML. */
  @Test
  void everyOperationIsThere() throws IOException {
    List<String> reading = List.of("read", "ping", "scanPrimary", "scanSecondary", "lines");
    List<Block> blocks = blocks();
    for (MBusOperation operation : MBusOperation.values()) {
      boolean expected = !reading.contains(operation.toString());
      for (String kind : List.of("java", "yaml")) {
        Pattern asks = Pattern.compile("operation[=:] ?" + operation + "\\b");
        assertThat(
                blocks.stream()
                    .filter(block -> block.kind.equals(kind))
                    .anyMatch(block -> asks.matcher(block.text).find()))
            .as("%s in %s", operation, kind)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void theExampleDoesWhatItSays(Block block) throws Exception {
    cellar();
    add(block);

    Exchange done = producer().request(block.entry(), e -> {});

    assertThat(done.getException()).isNull();
    Object body = done.getMessage().getBody();
    if (body instanceof WriteResult result) {
      assertThat(result.telegrams()).hasSize(1);
      assertThat(result.meter()).isEqualTo(HYD);
    } else if (body instanceof AlarmResult alarm) {
      assertThat(alarm.alarm()).isTrue();
    } else {
      assertThat(body).isEqualTo(new byte[] {(byte) 0xE5});
    }
  }

  @Test
  void theResultIsTheOneThatIsShown() throws Exception {
    cellar();
    Block first = routes().findFirst().orElseThrow();
    add(first);
    String shown =
        blocks().stream().filter(block -> block.kind.equals("json")).findFirst().orElseThrow().text;

    assertThat(producer().requestBody(first.entry(), null, String.class)).isEqualTo(shown.strip());
  }

  /** Meter 12345678 at 1 with energy, volume, clock and an alarm; its neighbour at 2. */
  private void cellar() {
    MeterDefinition meter =
        MeterDefinition.of(HYD)
            .withPrimaryAddress(1)
            .withAlarm(1)
            .withTelegrams(
                now -> {
                  String clock = HexFormat.of().formatHex(DataEncoder.typeF(now, false));
                  byte[] data =
                      HexFormat.of()
                          .parseHex("00".repeat(12) + "0C0645230100" + "0C1327048502046D" + clock);
                  ControlField control = ControlField.rspUd();
                  return List.of(new LongFrame(control, new PrimaryAddress(0), 0x72, data));
                });
    lines.with("house", meter, VirtualLines.meter(KAM, 2));
    context.getComponent("mbus", MBusComponent.class).setLines(Map.of("cellar", "virtual:house"));
  }

  private void add(Block block) throws Exception {
    if (block.kind.equals("yaml")) {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString("example.yaml", block.text));
    } else {
      context.addRoutes(compiled(block.text));
    }
  }

  private RoutesBuilder compiled(String statements) throws Exception {
    String source =
        "public class Example extends org.apache.camel.builder.RouteBuilder {\n"
            + "  @Override public void configure() {\n"
            + statements
            + "  }\n}\n";
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
    boolean good = compiler.getTask(messages, null, null, options, null, List.of(file)).call();
    assertThat(good).as("%s in %s", messages, statements).isTrue();
    ClassLoader loader =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    return (RoutesBuilder) loader.loadClass("Example").getConstructor().newInstance();
  }
}
