package io.github.camelmbus.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.github.camelmbus.example.app.ChosenSettings;
import io.github.camelmbus.example.sink.CsvRows;
import io.github.camelmbus.example.sink.DayFile;
import io.github.camelmbus.master.NoReplyException;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.reading.MeterReading;
import io.github.camelmbus.simulator.House;
import io.github.camelmbus.transport.TransportProvider;
import io.smallrye.config.ConfigSourceInterceptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
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
  private static final Path RESOURCES = Path.of("src/main/resources");

  /** The name of a class of a library or of ours, as text. */
  private static final Pattern KNOWN_CLASS =
      Pattern.compile(
          "(org\\.(apache|eclipse|postgresql|springframework|jboss)|io\\.(quarkus|github|vertx|netty"
              + "|agroal|micrometer|smallrye))(\\.[a-z][a-z0-9_]*)+\\.[A-Z][A-Za-z0-9_]*(\\$\\w+)*");

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

  /** Linking a call of a method that another version of a library has fails as well. */
  @ParameterizedTest
  @ValueSource(strings = {"io.netty", "jSerialComm", "camel-mbus", "progressbar", "sqlite"})
  void aLibraryCallsNoMethodThatAnotherLacks(String name) throws IOException {
    List<Path> libraries = sources.libraries(name);

    assertThat(libraries).isNotEmpty();
    assertThat(sources.missingMethods(libraries)).isEmpty();
  }

  @Test
  void theAppRefersToNothingThatIsNotThere() throws IOException {
    Set<String> missing = sources.missing(List.of(sources.runner()));

    assertThat(withoutThoseOfTheImageBuilder(missing)).isEmpty();
  }

  /** The generated code finds a class by its name while the image is built, or when it starts. */
  @Test
  void whatTheGeneratedCodeNamesIsInAJar() throws IOException {
    Set<String> entries = sources.entries();
    Set<String> missing = new TreeSet<>();
    int named = 0;
    List<String> generated =
        entries.stream().filter(name -> name.matches("io/quarkus/runner/.*\\.class")).toList();
    for (String entry : generated) {
      for (String text : NativeSources.strings(NativeSources.octets(sources.runner(), entry))) {
        if (KNOWN_CLASS.matcher(text).matches()) {
          named++;
          if (!entries.contains(text.replace('.', '/') + ".class")) {
            missing.add(text);
          }
        }
      }
    }

    assertThat(named).isGreaterThan(100);
    assertThat(missing).isEmpty();
  }

  @Test
  void classesOfNativeCodeAreInitializedWhenItIsThere() throws Exception {
    Set<String> late = sources.initializedAtRunTime();
    List<String> early = new ArrayList<>();
    int initializers = 0;
    try (URLClassLoader classes = sources.classes()) {
      for (Class<?> named : classesOfJni(classes)) {
        if (mayCallNativeCode(named, classes)) {
          initializers++;
          if (late.stream().noneMatch(named.getName()::startsWith)) {
            early.add(named.getName());
          }
        }
      }
    }

    assertThat(initializers).isGreaterThan(10);
    assertThat(early).isEmpty();
  }

  private static List<Class<?>> classesOfJni(ClassLoader classes) throws Exception {
    List<Class<?>> found = new ArrayList<>();
    Map<Path, List<String>> configurations =
        sources.entriesThat(name -> name.matches("META-INF/native-image/.*jni-config\\.json"));
    for (Map.Entry<Path, List<String>> jar : configurations.entrySet()) {
      for (String entry : jar.getValue()) {
        String file = entry.substring("META-INF/native-image/".length());
        for (JsonNode rule : NativeSources.json(jar.getKey(), file)) {
          String name = rule.get("name").asText();
          if (!name.matches("\\[.*|java\\..*|sun\\..*|jdk\\..*")) {
            found.add(Class.forName(name, false, classes));
          }
        }
      }
    }
    return found;
  }

  /** Whether it has a static initializer, and native methods that this may call. */
  private static boolean mayCallNativeCode(Class<?> type, ClassLoader classes) throws IOException {
    try (InputStream in =
        classes.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains("<clinit>")
          && Arrays.stream(type.getDeclaredMethods())
              .anyMatch(method -> Modifier.isNative(method.getModifiers()));
    }
  }

  /** Camel ends where a property names a component that it has not. */
  @Test
  void componentsWithSettingsAreThere() throws IOException {
    List<String> components =
        Pattern.compile("(?m)^camel\\.component\\.([a-z0-9-]+)\\.")
            .matcher(Files.readString(RESOURCES.resolve("application.properties")))
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();
    Set<String> entries = sources.entries();

    assertThat(components)
        .contains("kafka", "paho-mqtt5")
        .allSatisfy(
            name -> assertThat(entries).contains(SERVICES + "org/apache/camel/component/" + name));
  }

  /** Camel keeps them by their names. */
  @Test
  void exceptionsOfRoutesAreFoundByTheirNames() throws IOException {
    Set<String> exceptions = new TreeSet<>();
    for (Path file : files(RESOURCES, ".yaml")) {
      Pattern.compile("exception:\\n((?: +- \\S+\\n)+)")
          .matcher(Files.readString(file))
          .results()
          .flatMap(match -> match.group(1).lines())
          .forEach(line -> exceptions.add(line.replaceFirst(" +- ", "")));
    }
    int ofYaml = exceptions.size();
    for (Path file : files(Path.of("src/main/java"), ".java")) {
      exceptions.addAll(exceptionsOfJava(Files.readString(file)));
    }

    assertThat(ofYaml).isGreaterThan(8);
    assertThat(exceptions).contains("org.eclipse.paho.mqttv5.common.MqttException");
    assertThat(reflection).containsKeys(exceptions.toArray(String[]::new));
  }

  private static Set<String> exceptionsOfJava(String source) {
    return Pattern.compile("(?<![A-Za-z])onException\\(([^)]*)\\)")
        .matcher(source)
        .results()
        .flatMap(match -> Stream.of(match.group(1).split(",")))
        .map(name -> name.replace(".class", "").strip())
        .map(
            name ->
                Pattern.compile("import (\\S+\\." + name + ");")
                    .matcher(source)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("java.lang." + name))
        .collect(Collectors.toSet());
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  @Test
  void theClientOfMqttFindsItsConnectionsAndTexts() throws IOException {
    String service = SERVICES + "org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory";
    Path jar = sources.jarsWith(service).get(0);
    List<String> factories =
        new String(NativeSources.octets(jar, service), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(sources.resources()).accepts(service);
    assertThat(factories).hasSize(4);
    assertThat(reflection)
        .containsKeys(factories.toArray(String[]::new))
        .containsKeys(
            "org.eclipse.paho.mqttv5.client.internal.ResourceBundleCatalog",
            "org.eclipse.paho.mqttv5.client.logging.JSR47Logger");
    assertThat(sources.bundles())
        .contains(
            "org.eclipse.paho.mqttv5.client.internal.nls.logcat",
            "org.eclipse.paho.mqttv5.common.nls.messages");
  }

  @Test
  void theSettingsOfSinksThatAreNotUsedAreHiddenThereAsWell() throws IOException {
    isMade(ChosenSettings.class);
    assertThat(sources.resources()).accepts(SERVICES + ConfigSourceInterceptor.class.getName());
  }

  /** A jar that is on the JVM alone would make another app of it. */
  @Test
  void allJarsOfTheAppAreInTheImage() throws IOException {
    assumeTrue(App.file().endsWith(".jar"), "the app is a native image");
    try (Stream<Path> jars = Files.list(Path.of(App.file()).resolveSibling("lib/main"))) {
      List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
      assertThat(names).hasSizeGreaterThan(100);
      // A jar of which something is taken out has a longer name.
      assertThat(names).allSatisfy(name -> assertThat(sources.libraries(name)).isNotEmpty());
    }
  }

  @Test
  void itIsMadeForASmallMachine() throws IOException {
    assertThat(sources.arguments())
        .contains(
            "-R:MaxHeapSize=32m",
            "-R:MaxNewSize=6m",
            "-march=compatibility",
            "-Os",
            "-H:+RelativeCodePointers");
  }

  /**
   * The jar of snappy asks for the libraries of all machines, 7 MB; no jar asks for those of zstd.
   */
  @Test
  void compressionsOfKafkaHaveTheLibrariesOfLinux() throws IOException {
    String snappy = "org/xerial/snappy/native/%s/libsnappyjava.so";
    String zstd = "%s/libzstd-jni-1.5.6-10.so";

    assertThat(String.join(" ", sources.arguments()))
        .contains("--exclude-config snappy-java resource-config.json");
    assertThat(sources.resources())
        .accepts(snappy.formatted("Linux/x86_64"), snappy.formatted("Linux/aarch64"))
        .accepts(zstd.formatted("linux/" + System.getProperty("os.arch")))
        .rejects(snappy.formatted("Linux/ppc64"), zstd.formatted("win/amd64"));
    assertThat(sources.jarsWith(snappy.formatted("Linux/x86_64"))).hasSize(1);
    assertThat(sources.jarsWith(zstd.formatted("linux/amd64"))).hasSize(1);
  }

  /** Native code of zstd finds them by their names, and an image without them ends there. */
  @Test
  void zstdFindsTheFieldsOfItsStreams() throws Exception {
    JsonNode jni =
        NativeSources.json(
            sources.runner(), "io.github.camelmbus/camel-mbus-example/jni-config.json");
    try (URLClassLoader classes = sources.classes()) {
      for (String stream : List.of("ZstdInputStreamNoFinalizer", "ZstdOutputStreamNoFinalizer")) {
        Class<?> type = Class.forName("com.github.luben.zstd." + stream, false, classes);
        assertThat(jni)
            .filteredOn(rule -> rule.get("name").asText().equals(type.getName()))
            .singleElement()
            .satisfies(
                rule ->
                    assertThat(rule.get("fields").findValuesAsText("name"))
                        .containsExactly("dstPos", "srcPos")
                        .allSatisfy(field -> assertThat(type.getDeclaredField(field)).isNotNull()));
      }
    }
  }

  /** The extension of SQLite brings it along for apps that use it. */
  @Test
  void thereIsNoHibernate() throws IOException {
    assertThat(sources.libraries("hibernate")).isEmpty();
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
