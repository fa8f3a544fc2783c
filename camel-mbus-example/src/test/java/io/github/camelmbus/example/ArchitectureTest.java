package io.github.camelmbus.example;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.camelmbus.Clocks;
import java.util.Set;

/** The packages of the app, as the root package draws them; a package without a rule fails. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  static final String ROOT = "io.github.camelmbus.example";

  @ArchTest
  static final ArchRule PACKAGES_ARE_LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("archive")
          .definedBy(ROOT + ".archive")
          .layer("report")
          .definedBy(ROOT + ".report")
          .layer("sink")
          .definedBy(ROOT + ".sink")
          .layer("app")
          .definedBy(ROOT + ".app")
          .layer("cli")
          .definedBy(ROOT + ".cli")
          .whereLayer("archive")
          .mayNotAccessAnyLayer()
          .whereLayer("report")
          .mayOnlyAccessLayers("archive")
          .whereLayer("sink")
          .mayOnlyAccessLayers("archive")
          .whereLayer("app")
          .mayOnlyAccessLayers("sink")
          .whereLayer("cli")
          .mayOnlyAccessLayers("app", "archive", "report", "sink")
          .ensureAllClassesAreContainedInArchitectureIgnoring(simpleName("package-info"));

  /** A bean of it is injected where dates are needed. */
  @ArchTest
  static final ArchRule TIME_ENTERS_THROUGH_CLOCKS_THAT_ARE_GIVEN =
      Clocks.onlyIn(Set.of(ROOT + ".app.MachineClock.systemClock()"));
}
