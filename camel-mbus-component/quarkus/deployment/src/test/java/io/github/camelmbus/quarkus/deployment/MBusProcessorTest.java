package io.github.camelmbus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.KmpComponent;
import io.github.camelmbus.camel.MBusComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image is told of the component. */
class MBusProcessorTest {
  private static final Path KAMELETS = Path.of("../../src/main/resources/kamelets");

  private final MBusProcessor processor = new MBusProcessor();

  /** The setters of options of all lines are those of a superclass. */
  @Test
  void configurationsOfBothComponentsAreSetByReflection() {
    List<String> registered = processor.configuration().getClassNames();

    for (Object configuration :
        List.of(new MBusComponent().getConfiguration(), new KmpComponent().getConfiguration())) {
      assertThat(registered)
          .contains(
              configuration.getClass().getName(),
              configuration.getClass().getSuperclass().getName());
    }
  }

  @Test
  void everyKameletIsInTheImage() throws IOException {
    try (Stream<Path> files = Files.list(KAMELETS)) {
      assertThat(processor.kamelets().getResources())
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> "kamelets/" + file.getFileName()).toList());
    }
  }
}
