package io.github.camelmbus.it.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelmbus.camel.MBusComponent;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The component's jar among the libraries of an app that asks for nothing but it. */
class JarIT {
  private static final Path JAR =
      Path.of(MBusComponent.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  /** Everything else that the code uses comes with the jar, or is in the JDK. */
  @Test
  void onlyOptionalLibrariesAreMissing() {
    assertThat(packages(jdeps("--missing-deps")))
        .containsExactlyInAnyOrder(
            "io.micrometer.core.instrument",
            "io.micrometer.core.instrument.composite",
            "org.apache.camel.builder.endpoint",
            "org.jspecify.annotations");
  }

  @Test
  void noMoreOfTheJdkIsUsedThanItsBase() {
    assertThat(jdeps("--print-module-deps", "--no-recursive", "--ignore-missing-deps").trim())
        .isEqualTo("java.base");
  }

  @Test
  void nothingLiesAtItsRoot() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Set<String> roots =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> !name.endsWith("/"))
              .map(name -> name.replaceFirst("/.*", ""))
              .collect(Collectors.toSet());
      assertThat(roots).containsExactlyInAnyOrder("META-INF", "io", "kamelets");
    }
  }

  @Test
  void itIsIndexedForCamelQuarkus() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getEntry("META-INF/jandex.idx")).isNotNull();
    }
  }

  @Test
  void withoutTheSimulatorALineOfItNamesTheArtifactThatIsMissing() throws Exception {
    List<URL> jars = new ArrayList<>();
    for (String jar : System.getProperty("app.classpath").split(File.pathSeparator)) {
      jars.add(Path.of(jar).toUri().toURL());
    }
    try (URLClassLoader app =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = app.loadClass("io.github.camelmbus.transport.Transports");
      Object transports = type.getConstructor(ClassLoader.class).newInstance(app);

      assertThatThrownBy(() -> type.getMethod("line", String.class).invoke(transports, "sim:house"))
          .cause()
          .hasMessageStartingWith("no transport opens 'sim:house', as none has the scheme sim: ")
          .hasMessageContaining("io.github.camelmbus:camel-mbus-simulator");
    }
  }

  private static String jdeps(String... options) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(
        List.of(
            "--multi-release", "base", "-cp", System.getProperty("app.classpath"), JAR.toString()));
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(printer, printer, arguments.toArray(String[]::new));
    return out.toString();
  }

  /** The packages of the classes that are not found. */
  private static Set<String> packages(String missing) {
    return missing
        .lines()
        .filter(line -> line.contains(" -> ") && !line.contains(".jar -> "))
        .map(line -> line.replaceFirst(".* -> (\\S+)\\.[A-Z]\\S* .*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
