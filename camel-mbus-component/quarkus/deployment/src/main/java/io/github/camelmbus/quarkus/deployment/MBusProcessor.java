package io.github.camelmbus.quarkus.deployment;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.camelmbus.MBusException;
import io.github.camelmbus.application.MeterKnowledge;
import io.github.camelmbus.camel.KmpConfiguration;
import io.github.camelmbus.camel.LineConfiguration;
import io.github.camelmbus.camel.MBusConfiguration;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.transport.TransportProvider;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;
import io.quarkus.maven.dependency.ArtifactKey;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** The build steps of the extension. */
class MBusProcessor {
  private static final String FEATURE = "camel-mbus";
  private static final String OURS = "io.github.camelmbus.";
  private static final String METRICS_LIBRARY = "io.micrometer.core.instrument.MeterRegistry";
  private static final String METRICS = OURS + "micrometer.MicrometerObserver";
  private static final String ENDPOINT_DSL =
      "org.apache.camel.builder.endpoint.AbstractEndpointBuilder";
  private static final ArtifactKey COMPONENT =
      ArtifactKey.fromString("io.github.camelmbus:camel-mbus");
  private static final ArtifactKey SERIAL_LIBRARY =
      ArtifactKey.fromString("com.fazecast:jSerialComm");

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  /** Lines {@code tls:} in a native image. */
  @BuildStep
  ExtensionSslNativeSupportBuildItem tls() {
    return new ExtensionSslNativeSupportBuildItem(FEATURE);
  }

  /**
   * Bodies and exceptions of exchanges, for expressions such as {@code ${body.meter.id}} and for
   * Jackson.
   */
  @BuildStep
  ReflectiveClassBuildItem bodies(CombinedIndexBuildItem indexed) {
    IndexView index = indexed.getIndex();
    Stream<ClassInfo> records =
        index.getKnownClasses().stream()
            .filter(found -> found.isRecord() && Modifier.isPublic(found.flags()))
            .filter(found -> found.name().toString().startsWith(OURS));
    Stream<ClassInfo> failures =
        Stream.concat(
            Stream.of(index.getClassByName(MBusException.class)),
            index.getAllKnownSubclasses(MBusException.class).stream());
    Stream<ClassInfo> bodies =
        index.getAllKnownImplementations(DotName.createSimple(JsonBody.class)).stream();
    Stream<ClassInfo> kindsOfBodies =
        index.getAllKnownSubinterfaces(DotName.createSimple(JsonBody.class)).stream();
    return ReflectiveClassBuildItem.builder(
            Stream.of(records, failures, bodies, kindsOfBodies)
                .flatMap(found -> found)
                .map(found -> found.name().toString())
                .distinct()
                .toArray(String[]::new))
        .methods()
        .fields()
        .build();
  }

  /**
   * For {@code ${body.records.size}}: the classes of the lists in a reading are private to the JDK.
   */
  @BuildStep
  ReflectiveClassBuildItem lists() {
    return ReflectiveClassBuildItem.builder(List.class, Collection.class)
        .constructors(false)
        .methods()
        .build();
  }

  /** Jackson creates the serializers that annotations of this library name. */
  @BuildStep
  ReflectiveClassBuildItem serializers(CombinedIndexBuildItem indexed) {
    return ReflectiveClassBuildItem.builder(
            indexed.getIndex().getAnnotations(JsonSerialize.class).stream()
                .filter(found -> found.target().asClass().name().toString().startsWith(OURS))
                .flatMap(MBusProcessor::targetAndSerializer)
                .toArray(String[]::new))
        .build();
  }

  private static Stream<String> targetAndSerializer(AnnotationInstance annotation) {
    return Stream.of(
            annotation.target().asClass().name(), annotation.value("using").asClass().name())
        .map(DotName::toString);
  }

  /**
   * Set by {@code camel.component.mbus.configuration.*} and that of {@code kmp}; they have no
   * generated configurers.
   */
  @BuildStep
  ReflectiveClassBuildItem configuration() {
    return ReflectiveClassBuildItem.builder(
            LineConfiguration.class, MBusConfiguration.class, KmpConfiguration.class)
        .methods()
        .build();
  }

  @BuildStep
  void services(BuildProducer<ServiceProviderBuildItem> services) {
    Stream.of(TransportProvider.class, MeterKnowledge.class)
        .map(Class::getName)
        .map(ServiceProviderBuildItem::allProvidersFromClassPath)
        .forEach(services::produce);
  }

  /** Houses of the simulator, if the app has it: their file names are made at run time. */
  @BuildStep
  NativeImageResourcePatternsBuildItem simulatedHouses() {
    return NativeImageResourcePatternsBuildItem.builder()
        .includeGlob("io/github/camelmbus/simulator/*.json")
        .build();
  }

  /** A native image is linked at build time, without classes of Android. */
  @BuildStep(onlyIf = NativeImage.class)
  BytecodeTransformerBuildItem withoutAndroid() {
    return new BytecodeTransformerBuildItem.Builder()
        .setClassToTransform(AndroidPort.CLASS)
        .setInputTransformer((name, original) -> AndroidPort.withoutAndroid(original))
        .build();
  }

  @BuildStep(onlyIf = NativeImage.class)
  RemovedResourceBuildItem androidReceiver() {
    return new RemovedResourceBuildItem(SERIAL_LIBRARY, Set.of(AndroidPort.INNER_CLASS_FILE));
  }

  /**
   * The component loads the observer by its name if Micrometer is present; without Micrometer the
   * classes cannot be linked, so they are removed.
   */
  @BuildStep
  void micrometer(
      CombinedIndexBuildItem indexed,
      BuildProducer<ReflectiveClassBuildItem> found,
      BuildProducer<RemovedResourceBuildItem> removed,
      NativeConfig config) {
    if (QuarkusClassLoader.isClassPresentAtRuntime(METRICS_LIBRARY)) {
      found.produce(ReflectiveClassBuildItem.builder(METRICS_LIBRARY, METRICS).build());
    } else if (config.enabled()) {
      removed.produce(without(OURS + "micrometer", indexed.getIndex()));
    }
  }

  /**
   * Without the library of endpoint builders, those of this component cannot be linked, so they are
   * removed.
   */
  @BuildStep(onlyIf = NativeImage.class)
  void endpointDsl(
      CombinedIndexBuildItem indexed, BuildProducer<RemovedResourceBuildItem> removed) {
    if (!QuarkusClassLoader.isClassPresentAtRuntime(ENDPOINT_DSL)) {
      removed.produce(without(OURS + "camel.endpoint", indexed.getIndex()));
      removed.produce(without(OURS + "camel.endpoint.dsl", indexed.getIndex()));
    }
  }

  private static RemovedResourceBuildItem without(String packageName, IndexView index) {
    return new RemovedResourceBuildItem(
        COMPONENT,
        index.getClassesInPackage(packageName).stream()
            .map(found -> found.name().toString().replace('.', '/') + ".class")
            .collect(Collectors.toSet()));
  }

  @BuildStep
  NativeImageResourceBuildItem kamelets() {
    return new NativeImageResourceBuildItem(
        "kamelets/mbus-source.kamelet.yaml",
        "kamelets/mbus-action.kamelet.yaml",
        "kamelets/kmp-source.kamelet.yaml");
  }

  /** Whether a native image or its sources are built. */
  static final class NativeImage implements BooleanSupplier {
    private final NativeConfig config;

    NativeImage(NativeConfig config) {
      this.config = config;
    }

    @Override
    public boolean getAsBoolean() {
      return config.enabled();
    }
  }
}
