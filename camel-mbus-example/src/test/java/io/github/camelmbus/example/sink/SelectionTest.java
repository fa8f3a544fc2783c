package io.github.camelmbus.example.sink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends the app before it starts; SelectionIT of the sinks has cases with the app. */
class SelectionTest {
  @ParameterizedTest
  @CsvSource({
    "csv;kafak,,java,'mbus.sinks has kafak; there is csv, json, kafka, postgresql, mqtt, http'",
    "csv,soap,java,'mbus.on-demand has soap; there is commands, rest'",
    "csv,,xml,'mbus.dsl has xml; there is java, yaml'",
    "csv;json,commands,java,'mbus.on-demand=commands answers to Kafka: mbus.sinks must have kafka,"
        + " is [csv, json]'"
  })
  void aNameThatIsNotThereIsToldWithTheNamesThatAre(
      String sinks, String onDemand, String dsl, String message) {
    Optional<List<String>> named = Optional.of(List.of(sinks.split(";")));

    assertThatThrownBy(() -> new Selection(named, Optional.ofNullable(onDemand).map(List::of), dsl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** Quarkus takes a setting without a value for none. */
  @Test
  void noSinkIsToldWithTheNamesThatAre() {
    assertThatThrownBy(() -> new Selection(Optional.empty(), Optional.empty(), "java"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mbus.sinks is empty; there is csv, json, kafka, postgresql, mqtt, http");
  }
}
