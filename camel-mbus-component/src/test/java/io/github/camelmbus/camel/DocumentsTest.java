package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelmbus.application.MeterKnowledge;
import io.github.camelmbus.camel.dataformat.KmpDataFormat;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import io.github.camelmbus.camel.operation.ScanResult;
import io.github.camelmbus.inventory.Inventory;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.reading.ReadingJson;
import io.github.camelmbus.simulator.House;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.stub.StubComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * What README, manual and how-to pages show works as it is shown there: routes run on simulated
 * lines, with stubs for components that are not ours, and files below a directory of the test.
 */
class DocumentsTest {
  private static final Pattern URI = Pattern.compile("`((?:mbus|kmp):[^\\s`\\[]+)`");
  private static final Path HOW_TO = Path.of("../docs/how-to");
  private static final Pattern MESSAGES = Pattern.compile("^\\|.*\\|$", Pattern.MULTILINE);

  /** Words in code style that are a sentence, or the beginning of one. */
  private static final Pattern MESSAGE =
      Pattern.compile("`((?:address 0: )?[a-z]+(?: [a-z]+)+)(?: \\.\\.\\.)?`");

  private static final Set<String> NO_URIS =
      Set.of("mbus:line", "kmp:line", "mbus:application-json");
  private static final Pattern PROPERTY =
      Pattern.compile("camel\\.(component|dataformat)\\.(mbus|kmp)\\.([\\w.-]+\\w)");
  private static final Path CATALOGS =
      Path.of("src/generated/resources/META-INF/io/github/camelmbus/camel");

  /** Serial number 77705923. */
  private static final String ANSWER_OF_HEAD = "403F0204A1B2C37F110D";

  @AutoClose private static final JavaBlocks BLOCKS = new JavaBlocks();

  @TempDir Path directory;
  private CamelContext context;
  private final Ends ends = new Ends();

  @BeforeEach
  void createContext() throws Exception {
    context = new DefaultCamelContext();
    context.getRegistry().bind("lines", new DocumentedLines());
    context.getShutdownStrategy().setTimeout(2);
    ComponentResolver known = PluginHelper.getComponentResolver(context);
    context
        .getCamelContextExtension()
        .addContextPlugin(
            ComponentResolver.class, (name, camel) -> ours(known.resolveComponent(name, camel)));
    context.getManagementStrategy().addEventNotifier(ends);
    Files.createDirectory(directory.resolve("telegrams"));
    Files.writeString(directory.resolve("telegrams/one.hex"), VirtualLines.TELEGRAM);
  }

  private static Component ours(Component found) throws Exception {
    return found == null ? new StubComponent() : found;
  }

  @AfterEach
  void stopContext() {
    context.stop();
  }

  static List<CodeBlock> java() {
    return CodeBlock.in("java");
  }

  static List<CodeBlock> yaml() {
    return CodeBlock.in("yaml");
  }

  static List<CodeBlock> json() {
    return CodeBlock.in("json");
  }

  static List<CodeBlock> xml() {
    return CodeBlock.in("xml");
  }

  static List<CodeBlock> properties() {
    return CodeBlock.in("properties");
  }

  @ParameterizedTest
  @MethodSource
  void java(CodeBlock block) throws Exception {
    Object compiled = BLOCKS.compile(below(block.text()), directory);

    if (compiled instanceof RouteBuilder routes) {
      context.addRoutes(routes);
      run();
    } else {
      assertThat(compiled).isInstanceOf(MeterKnowledge.class);
    }
  }

  @ParameterizedTest
  @MethodSource
  void yaml(CodeBlock block) throws Exception {
    String text = below(block.text());
    if (text.startsWith("line:")) {
      House house = House.read(Files.writeString(directory.resolve("house.yaml"), text));
      assertThat(house.kmpMeter()).isNotNull();
      return;
    }
    boolean step = !text.startsWith("- from:") && !text.startsWith("- route:");
    String route = step ? "- from:\n    uri: direct:step\n    steps:\n" + text.indent(6) : text;
    Resource resource = ResourceHelper.fromString("documented.yaml", route);
    PluginHelper.getRoutesLoader(context).loadRoutes(resource);

    run();
  }

  /** Files of the examples lie below the directory of the test. */
  private String below(String text) {
    return text.replace("file:readings", "file:" + directory + "/readings")
        .replace("file:telegrams", "file:" + directory + "/telegrams")
        .replace("cellar.json", directory + "/cellar.json");
  }

  /** Starts the routes, sends to those that nothing else triggers, and waits for all. */
  private void run() {
    context.start();
    assertThat(context.getRoutes()).isNotEmpty();
    for (Route route : context.getRoutes()) {
      Component component = route.getEndpoint().getComponent();
      if (component instanceof StubComponent || component instanceof DirectComponent) {
        trigger(route);
      }
    }
    Set<String> routes = new TreeSet<>(context.getRoutes().stream().map(Route::getId).toList());
    await()
        .untilAsserted(
            () -> {
              assertThat(ends.failed).isEmpty();
              assertThat(ends.completed).containsAll(routes);
            });
  }

  private void trigger(Route route) {
    boolean isOfHead = route.getEndpoint().getEndpointUri().contains("raw-frames");
    String body = isOfHead ? ANSWER_OF_HEAD : VirtualLines.TELEGRAM;
    try (ProducerTemplate template = context.createProducerTemplate()) {
      template.sendBodyAndHeader(route.getEndpoint(), body, "meter", "12345678");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource
  void json(CodeBlock block) throws Exception {
    JsonNode shown = new ObjectMapper().readTree(block.text());

    if (shown.has("meters")) {
      Path file = Files.writeString(directory.resolve("shown.json"), block.text());
      assertThat(Inventory.read(file).meters()).isNotEmpty();
    } else if (shown.has("records")) {
      MeterReading reading = read(MeterReading.class, "primary=1");
      assertMembers(shown, new ObjectMapper().readTree(ReadingJson.text(reading)));
    } else {
      ScanResult scan = read(ScanResult.class, "operation=scanSecondary");
      JsonNode real = new ObjectMapper().readTree(scan.json());
      assertThat(shown.fieldNames()).toIterable().containsExactlyElementsOf(names(real));
      assertMembers(shown.at("/found/0"), real.at("/found/0"));
    }
  }

  private <T> T read(Class<T> type, String options) {
    context.start();
    return context
        .createProducerTemplate()
        .requestBody("mbus:tcp://10.0.0.5:10001?" + options, null, type);
  }

  /** A real one has the members that are shown, in the same order, and no others. */
  private static void assertMembers(JsonNode shown, JsonNode real) {
    assertThat(names(shown)).isEqualTo(names(real));
    shown
        .properties()
        .forEach(
            member -> {
              JsonNode other = real.get(member.getKey());
              assertThat(member.getValue().getNodeType())
                  .as(member.getKey())
                  .isEqualTo(other.getNodeType());
              if (member.getValue().isObject()) {
                assertMembers(member.getValue(), other);
              } else if (member.getKey().equals("records")) {
                assertMembers(member.getValue().get(0), other.get(0));
              }
            });
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  @ParameterizedTest
  @MethodSource
  void xml(CodeBlock block) throws Exception {
    if (block.text().startsWith("<route")) {
      Resource resource = ResourceHelper.fromString("documented.xml", below(block.text()));
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
      run();
      return;
    }
    Document dependency =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(block.text())));

    String artifact = dependency.getElementsByTagName("artifactId").item(0).getTextContent();
    String version = dependency.getElementsByTagName("version").item(0).getTextContent();
    assertThat(dependency.getElementsByTagName("groupId").item(0).getTextContent())
        .isEqualTo("io.github.camelmbus");
    assertThat(artifact).isIn("camel-mbus", "camel-quarkus-mbus");
    if (!version.equals("x.x.x")) {
      assertThat(Files.readString(Path.of("../pom.xml"))).contains(version);
    }
  }

  @ParameterizedTest
  @MethodSource
  void properties(CodeBlock block) throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(block.text()));
    Main main = new Main();
    properties.forEach((name, value) -> main.addInitialProperty((String) name, (String) value));
    main.configure().addRoutesBuilder(new NoRoute());
    main.start();
    try {
      MBusComponent component = main.getCamelContext().getComponent("mbus", MBusComponent.class);
      assertThat(component.getLines()).isNotEmpty();
    } finally {
      main.stop();
    }
  }

  private static final class NoRoute extends RouteBuilder {
    @Override
    public void configure() {}
  }

  @Test
  void urisInTheTextAreUnderstood() throws Exception {
    context.getComponent("mbus", MBusComponent.class).getLines().put("cellar", "/dev/ttyACM2");
    context.start();
    int uris = 0;
    for (Path document : CodeBlock.documents()) {
      Matcher uri = URI.matcher(CodeBlock.read(document));
      while (uri.find()) {
        if (!NO_URIS.contains(uri.group(1))) {
          assertThat(context.getEndpoint(uri.group(1), LineEndpoint.class)).isNotNull();
          uris++;
        }
      }
    }
    assertThat(uris).isPositive();
  }

  @Test
  void propertiesInTheTextExist() throws Exception {
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    for (Path document : CodeBlock.documents()) {
      Matcher property = PROPERTY.matcher(CodeBlock.read(document));
      while (property.find()) {
        found++;
        String name = StringHelper.dashToCamelCase(property.group(3));
        boolean known =
            property.group(1).equals("dataformat")
                ? isOptionOfDataFormat(property.group(2), name)
                : isOption(catalog(property.group(2)), name);
        if (!known) {
          unknown.add(document + ": " + property.group());
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(found).isPositive();
  }

  /** The tables of symptoms. */
  @Test
  void messagesToLookUpAreThoseOfTheCode() throws Exception {
    String code = messages();
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    for (String page : List.of("troubleshooting.md", "first-real-meter.md", "gateways.md")) {
      for (Matcher row = MESSAGES.matcher(CodeBlock.read(HOW_TO.resolve(page))); row.find(); ) {
        for (Matcher text = MESSAGE.matcher(row.group()); text.find(); found++) {
          if (!code.contains(text.group(1).trim())) {
            unknown.add(page + ": " + text.group(1));
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(found).isGreaterThan(12);
  }

  /** The texts in the sources, in one piece. */
  private static String messages() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      return sources
          .filter(source -> source.toString().endsWith(".java"))
          .map(CodeBlock::read)
          .collect(Collectors.joining())
          .replaceAll("\"\\s*\\+\\s*\"", "");
    }
  }

  private static JsonNode catalog(String scheme) throws IOException {
    return new ObjectMapper().readTree(CATALOGS.resolve(scheme + ".json").toFile());
  }

  private static boolean isOptionOfDataFormat(String format, String name) {
    Class<?> type = format.equals("kmp") ? KmpDataFormat.class : MBusDataFormat.class;
    return Stream.of(type.getMethods())
        .anyMatch(method -> method.getName().equals("set" + StringHelper.capitalize(name)));
  }

  private static boolean isOption(JsonNode catalog, String name) {
    if (name.equals("lines") || name.startsWith("lines.")) {
      return true;
    }
    String option = name.replaceFirst("^configuration\\.", "");
    return option.equals("configuration") || catalog.get("componentProperties").has(option);
  }

  /** Which routes ended exchanges well, and what went wrong in others. */
  private static final class Ends extends EventNotifierSupport {
    private final Set<String> completed = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof ExchangeCompletedEvent end) {
        String route = end.getExchange().getFromRouteId();
        if (route != null) {
          completed.add(route);
        }
      } else if (event instanceof ExchangeFailedEvent end) {
        Exchange exchange = end.getExchange();
        failed.add(exchange.getFromRouteId() + ": " + exchange.getException());
      }
    }
  }
}
