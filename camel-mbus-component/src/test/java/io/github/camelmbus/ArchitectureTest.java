package io.github.camelmbus;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.camelmbus.master.MeterAddress;
import io.github.camelmbus.master.MeterSettings;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The arrows between packages, as the root package draws them. */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ArchitectureTest.ComponentAndSimulator.class)
class ArchitectureTest {
  static final String ROOT = "io.github.camelmbus";

  private static final String LAYER = "imports of ";

  /** Where the clocks of the machine enter; all others are given theirs. */
  private static final Set<String> REAL_CLOCKS =
      Set.of(
          ROOT + ".transport.LineClock.<clinit>()",
          ROOT + ".camel.MBusComponent.<init>()",
          ROOT + ".camel.KmpComponent.<init>()",
          // Made by ServiceLoader.
          ROOT + ".simulator.SimulatorTransportProvider.<init>()",
          ROOT + ".transport.tcp.TlsTransportProvider.<init>()",
          ROOT + ".simulator.SimulatorServer.start(" + ROOT + ".simulator.House, int, double)");

  /** The simulator is compiled with the tests, and is none. */
  static final class ComponentAndSimulator implements ImportOption {
    private final ImportOption component = new DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
      return component.includes(location) || location.contains("/camelmbus/simulator/");
    }
  }

  @ArchTest static final ArchRule ROOT_IMPORTS_NOTHING = layer("").mayImport();

  @ArchTest static final ArchRule FRAME = layer(".frame").mayImport();

  @ArchTest static final ArchRule DATA = layer(".data").mayImport();

  @ArchTest
  static final ArchRule APPLICATION =
      layer(".application").mayImport(".data", ".frame", "javax.crypto..");

  @ArchTest static final ArchRule WIRELESS = layer(".wireless").mayImport(".application", ".data");

  @ArchTest static final ArchRule TRANSPORT = layer(".transport").mayImport("org.slf4j");

  @ArchTest
  static final ArchRule TRANSPORT_TCP =
      layer(".transport.tcp")
          .mayImport(".transport", "org.slf4j", "javax.net.ssl", "javax.security.auth.x500");

  @ArchTest
  static final ArchRule TRANSPORT_RFC2217 =
      layer(".transport.rfc2217").mayImport(".transport", ".transport.tcp", "org.slf4j");

  @ArchTest
  static final ArchRule TRANSPORT_UDP =
      layer(".transport.udp").mayImport(".transport", "org.slf4j");

  @ArchTest
  static final ArchRule TRANSPORT_SERIAL =
      layer(".transport.serial").mayImport(".transport", "org.slf4j", "com.fazecast..");

  @ArchTest static final ArchRule KMP = layer(".kmp").mayImport(".data");

  @ArchTest
  static final ArchRule KMP_HEAD =
      layer(".kmp.head").mayImport(".kmp", ".line", ".transport", "org.slf4j");

  @ArchTest static final ArchRule LINE = layer(".line").mayImport(".transport", "org.slf4j");

  @ArchTest
  static final ArchRule LINK =
      layer(".link").mayImport(".frame", ".application", ".transport", "org.slf4j");

  @ArchTest
  static final ArchRule MASTER =
      layer(".master")
          .mayImport(
              ".frame", ".application", ".data", ".transport", ".line", ".link", "org.slf4j");

  @ArchTest
  static final ArchRule MASTER_WRITE =
      layer(".master.write")
          .mayImport(".master", ".frame", ".application", ".data", ".transport", ".line", ".link");

  @ArchTest
  static final ArchRule READING =
      layer(".reading")
          .mayImport(".frame", ".application", ".data", ".wireless", ".kmp", "com.fasterxml..");

  @ArchTest
  static final ArchRule INVENTORY =
      layer(".inventory")
          .mayImport(
              ".frame", ".application", ".reading", ".master", "org.slf4j", "com.fasterxml..");

  /** It knows how a meter is addressed and asked, and no bus. */
  @ArchTest
  static final ArchRule INVENTORY_KNOWS_NO_BUS =
      noClasses()
          .that(resideInAPackage(ROOT + ".inventory"))
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + ".master")
                  .and(not(belongToAnyOf(MeterAddress.class, MeterSettings.class))));

  @ArchTest
  static final ArchRule SEARCH =
      layer(".search")
          .mayImport(
              ".frame",
              ".application",
              ".transport",
              ".line",
              ".link",
              ".master",
              ".inventory",
              "com.fasterxml..");

  @ArchTest
  static final ArchRule SIMULATOR =
      layer(".simulator")
          .mayImport(
              ".frame",
              ".application",
              ".data",
              ".transport",
              ".kmp",
              "org.slf4j",
              "com.fasterxml..");

  @ArchTest
  static final ArchRule CAMEL =
      layer(".camel")
          .mayImport(
              ".frame",
              ".application",
              ".data",
              ".wireless",
              ".transport",
              ".transport.serial",
              ".line",
              ".link",
              ".master",
              ".master.write",
              ".search",
              ".inventory",
              ".reading",
              ".camel.operation",
              ".camel.head",
              ".kmp",
              ".kmp.head",
              "org.apache.camel..",
              "com.fasterxml..",
              "org.slf4j");

  @ArchTest
  static final ArchRule CAMEL_HEAD =
      layer(".camel.head")
          .mayImport(".kmp", ".kmp.head", ".transport", ".line", ".reading", "com.fasterxml..");

  @ArchTest
  static final ArchRule CAMEL_OPERATION =
      layer(".camel.operation")
          .mayImport(
              ".frame",
              ".application",
              ".transport",
              ".transport.serial",
              ".line",
              ".master",
              ".master.write",
              ".search",
              ".inventory",
              ".reading",
              "org.apache.camel",
              "com.fasterxml..",
              "org.slf4j");

  @ArchTest
  static final ArchRule CAMEL_DATAFORMAT =
      layer(".camel.dataformat").mayImport(".reading", ".application", "org.apache.camel..");

  @ArchTest
  static final ArchRule CAMEL_ENDPOINT =
      layer(".camel.endpoint").mayImport(".camel.endpoint.dsl", "org.apache.camel..");

  @ArchTest
  static final ArchRule CAMEL_ENDPOINT_DSL =
      layer(".camel.endpoint.dsl").mayImport("org.apache.camel..");

  @ArchTest
  static final ArchRule MICROMETER =
      layer(".micrometer")
          .mayImport(
              ".camel",
              ".transport",
              ".reading",
              ".data",
              "org.apache.camel..",
              "io.micrometer..",
              "org.slf4j");

  @ArchTest
  static void everyPackageHasARule(JavaClasses classes) throws IllegalAccessException {
    Set<String> ruled = new HashSet<>();
    for (Field field : ArchitectureTest.class.getDeclaredFields()) {
      if (field.getType() == ArchRule.class
          && ((ArchRule) field.get(null)).getDescription().startsWith(LAYER)) {
        ruled.add(((ArchRule) field.get(null)).getDescription().substring(LAYER.length()));
      }
    }
    assertThat(classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isEqualTo(ruled);
  }

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule TIME_ENTERS_THROUGH_CLOCKS_THAT_ARE_GIVEN = Clocks.onlyIn(REAL_CLOCKS);

  @ArchTest
  static void everyPackageSaysWhatMayBeNull(JavaClasses classes) {
    Set<String> unmarked =
        classes.stream()
            .map(JavaClass::getPackage)
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(found -> found.getName())
            .collect(Collectors.toSet());
    assertThat(unmarked).isEmpty();
  }

  private static Layer layer(String name) {
    return new Layer(name);
  }

  /** A package by the end of its name; the root package is open to all. */
  private record Layer(String name) {
    ArchRule mayImport(String... others) {
      String[] packages = new String[others.length + 4];
      packages[0] = ROOT + name;
      packages[1] = ROOT;
      packages[2] = "java..";
      packages[3] = "org.jspecify..";
      for (int i = 0; i < others.length; i++) {
        packages[i + 4] = others[i].startsWith(".") ? ROOT + others[i] : others[i];
      }
      return classes()
          .that(resideInAPackage(ROOT + name))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(packages))
          .as(LAYER + ROOT + name);
    }
  }
}
