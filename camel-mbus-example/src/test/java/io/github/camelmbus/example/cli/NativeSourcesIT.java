package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.camelmbus.application.MeterKnowledge;
import io.github.camelmbus.camel.MBusComponent;
import io.github.camelmbus.camel.MBusConfiguration;
import io.github.camelmbus.camel.MBusEndpoint;
import io.github.camelmbus.camel.MBusJsonTransformer;
import io.github.camelmbus.camel.dataformat.MBusDataFormat;
import io.github.camelmbus.camel.operation.PingResult;
import io.github.camelmbus.camel.operation.Results;
import io.github.camelmbus.camel.operation.ScanResult;
import io.github.camelmbus.camel.operation.ScannedMeter;
import io.github.camelmbus.camel.operation.SearchEvent;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.DayFile;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.transport.TransportProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What {@code native-image} would be given, without running it: nothing fails to link, and all that
 * is found by name at run time is named.
 */
@Isolated("jdeps takes all processors, and the others wait for processes")
class NativeSourcesIT {
  private static final String ANDROID_PORT = "com/fazecast/jSerialComm/android/AndroidPort.class";
  private static final String SERVICES = "META-INF/services/";

  private static NativeSources sources;
  private static Map<String, JsonNode> reflection;

  @BeforeAll
  static void read() throws IOException {
    sources = NativeSources.built();
    reflection = sources.reflection();
  }

  /** The reason for the cure of jSerialComm; without the option it would not be needed. */
  @Test
  void everythingIsLinkedWhenTheImageIsBuilt() throws IOException {
    assertThat(sources.arguments()).contains("--link-at-build-time", "--no-fallback");
  }

  @Test
  void nothingOfAndroidIsLeftInTheSerialLibrary() throws IOException {
    assertThat(sources.jarsWith(ANDROID_PORT)).containsExactly(sources.runner());
    assertThat(sources.jarsWith(ANDROID_PORT.replace(".class", "$1.class"))).isEmpty();

    byte[] octets = NativeSources.octets(sources.runner(), ANDROID_PORT);
    String port = new String(octets, StandardCharsets.ISO_8859_1);
    assertThat(Pattern.compile("(?<!jSerialComm/)android/").matcher(port).find()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jSerialComm", "camel-mbus", "progressbar", "jline", "csv", "picocli"})
  void aLibraryRefersToNothingThatIsNotThere(String name) throws IOException {
    List<Path> libraries = sources.libraries(name);

    assertThat(libraries).isNotEmpty();
    assertThat(withoutThoseOfTheImageBuilder(sources.missing(libraries))).isEmpty();
  }

  @Test
  void theAppRefersToNothingThatIsNotThere() throws IOException {
    Set<String> missing = sources.missing(List.of(sources.runner()));

    assertThat(withoutThoseOfTheImageBuilder(missing)).isEmpty();
  }

  @Test
  void commandsAndWhatTheyAreMadeOfAreFoundByTheirNames() throws Exception {
    List<Class<?>> commands = commandLineClasses();

    assertThat(commands).contains(CamelMBus.class, ReadCommand.class, LineOptions.class);
    assertThat(commands).allSatisfy(NativeSourcesIT::isOpen);
  }

  @Test
  void convertersOfOptionsAndTheVersionAreMadeByTheirNames() throws Exception {
    List<Class<?>> made = new ArrayList<>(List.of(Version.class));
    for (Class<?> command : commandLineClasses()) {
      Arrays.stream(command.getDeclaredFields())
          .map(field -> field.getAnnotation(Option.class))
          .filter(option -> option != null)
          .forEach(option -> made.addAll(List.of(option.converter())));
    }

    assertThat(made).contains(LatencyConverter.class, BaudRates.Converter.class);
    assertThat(made).allSatisfy(NativeSourcesIT::isMade);
  }

  @Test
  void whatRoutesCallAndNameIsThere() {
    assertThat(List.of(DayFile.class, CsvRows.class, Throwable.class))
        .allSatisfy(NativeSourcesIT::hasMethods);
    assertThat(reflection).containsKey(Exception.class.getName());
  }

  @Test
  void expressionsReachIntoBodiesAndFailures() {
    Stream<Class<?>> bodies =
        Stream.of(
            MeterReading.class,
            PingResult.class,
            ScannedMeter.class,
            ScanResult.class,
            Results.class,
            NoReplyException.class,
            List.class);
    Stream<Class<?>> parts = Arrays.stream(MeterReading.class.getDeclaredClasses());
    Stream<Class<?>> events = Arrays.stream(SearchEvent.class.getPermittedSubclasses());

    assertThat(Stream.of(bodies, parts, events).flatMap(found -> found))
        .hasSizeGreaterThan(12)
        .allSatisfy(NativeSourcesIT::hasMethods);
  }

  @Test
  void theSerializerIsMadeByItsName() {
    isMade(JsonBody.class.getAnnotation(JsonSerialize.class).using());
  }

  @Test
  void propertiesAreSetByTheNamesOfTheirSetters() {
    assertThat(
            List.of(
                MBusComponent.class,
                MBusEndpoint.class,
                MBusConfiguration.class,
                MBusDataFormat.class))
        .allSatisfy(NativeSourcesIT::hasMethods);
  }

  @ParameterizedTest
  @ValueSource(classes = {TransportProvider.class, MeterKnowledge.class})
  void providersOfServicesAreFoundAndMade(Class<?> service) throws IOException {
    List<Class<?>> providers = new ArrayList<>();
    ServiceLoader.load(service).stream().forEach(found -> providers.add(found.type()));

    assertThat(providers).isNotEmpty().allSatisfy(NativeSourcesIT::isMade);
    assertThat(sources.resources()).accepts(SERVICES + service.getName());
  }

  @Test
  void simulatedHousesAndRoutesAreResourcesOfTheImage() throws IOException {
    String folder = "io/github/camelmbus/simulator/";

    assertThat(House.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(sources.resources()).accepts(folder + name + ".json"));
    assertThat(sources.resources())
        .accepts("kamelets/mbus-source.kamelet.yaml", "kamelets/mbus-action.kamelet.yaml")
        .accepts("sinks/json.camel.yaml", "camel/failures.camel.yaml", "sql/upsert.sql")
        .rejects("camel/no.camel.yaml");
  }

  @Test
  void theDataTypeOfTheComponentIsMadeByItsName() {
    isMade(MBusJsonTransformer.class);
  }

  /** Metadata of the component's own jar: users of other frameworks get it as well. */
  @Test
  void theSerialLibraryIsInitializedLateAndHasItsNativeHalf() throws IOException {
    String folder = "io.github.camelmbus/camel-mbus/";
    Path jar = sources.jarsWith("META-INF/native-image/" + folder + "jni-config.json").get(0);
    JsonNode jni = NativeSources.json(jar, folder + "jni-config.json");
    JsonNode resources = NativeSources.json(jar, folder + "resource-config.json");
    byte[] properties =
        NativeSources.octets(jar, "META-INF/native-image/" + folder + "native-image.properties");

    assertThat(new String(properties, StandardCharsets.UTF_8))
        .contains("Args = --initialize-at-run-time=com.fazecast.jSerialComm");
    assertThat(jni)
        .filteredOn(rule -> rule.get("name").asText().endsWith(".SerialPort"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.get("allDeclaredConstructors").asBoolean()).isTrue();
              assertThat(rule.get("allDeclaredMethods").asBoolean()).isTrue();
              assertThat(rule.get("allDeclaredFields").asBoolean()).isTrue();
            });
    for (String library :
        List.of(
            "Linux/x86_64/libjSerialComm.so",
            "OSX/aarch64/libjSerialComm.jnilib",
            "Windows/x86_64/jSerialComm.dll")) {
      assertThat(sources.jarsWith(library)).hasSize(1);
      assertThat(resources.at("/resources/includes"))
          .anyMatch(include -> library.matches(include.get("pattern").asText()));
    }
  }

  /** Classes that are there only while an image is built. */
  private static Set<String> withoutThoseOfTheImageBuilder(Set<String> missing) {
    return missing.stream()
        .filter(name -> !name.startsWith("org.graalvm.") && !name.startsWith("com.oracle.svm."))
        .collect(Collectors.toSet());
  }

  /** The classes of this app that picocli looks into. */
  private static List<Class<?>> commandLineClasses() throws Exception {
    String folder = CamelMBus.class.getPackageName().replace('.', '/') + "/";
    List<Class<?>> found = new ArrayList<>();
    for (String entry : sources.appClasses(folder)) {
      Class<?> candidate = Class.forName(entry.replace(".class", "").replace('/', '.'));
      if (isOfTheCommandLine(candidate)) {
        found.add(candidate);
      }
    }
    return found;
  }

  private static boolean isOfTheCommandLine(Class<?> candidate) {
    return candidate.isAnnotationPresent(Command.class)
        || Arrays.stream(candidate.getDeclaredFields())
            .anyMatch(
                field ->
                    field.isAnnotationPresent(Option.class)
                        || field.isAnnotationPresent(Parameters.class)
                        || field.isAnnotationPresent(Mixin.class)
                        || field.isAnnotationPresent(ArgGroup.class));
  }

  private static void isOpen(Class<?> type) {
    hasMethods(type);
    assertThat(rule(type).path("allDeclaredFields").asBoolean()).as("%s", type).isTrue();
  }

  private static void hasMethods(Class<?> type) {
    assertThat(rule(type).path("allDeclaredMethods").asBoolean()).as("%s", type).isTrue();
  }

  private static void isMade(Class<?> type) {
    JsonNode rule = rule(type);
    boolean constructor =
        rule.path("allDeclaredConstructors").asBoolean()
            || rule.path("methods").findValuesAsText("name").contains("<init>");
    assertThat(constructor).as("%s", type).isTrue();
  }

  private static JsonNode rule(Class<?> type) {
    assertThat(reflection).containsKey(type.getName());
    return reflection.get(type.getName());
  }
}
