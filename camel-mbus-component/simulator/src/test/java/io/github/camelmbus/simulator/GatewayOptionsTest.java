package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whole,delay=300ms,jitter=100ms",
        "size=16,gap=20ms,split=5ms",
        "time=200ms,delay=5s,jitter=1s,seed=42",
        "drop=30",
        "drop-in=2,idle=60s",
        "drop-after=1,halfopen=14",
        "mute,greeting=62757379",
        "telnet,one=refuse,discards-bad-octets",
        "one=kick"
      })
  void textIsReadAndWrittenAgain(String text) {
    assertThat(GatewayOptions.parse(text)).hasToString(text);
  }

  @Test
  void wordsStandInAnyOrder() {
    GatewayOptions options = GatewayOptions.parse("jitter=100ms, delay=2s, whole");
    assertThat(options).isEqualTo(GatewayOptions.parse("whole,delay=2s,jitter=100ms"));
    assertThat(options.way().delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.packing().answers()).isEqualTo(GatewayOptions.Answers.WHOLE);
  }

  @Test
  void emptyTextIsNoGateway() {
    assertThat(GatewayOptions.parse(" ")).isEqualTo(GatewayOptions.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "lag=5ms | 'lag=5ms' is none of whole",
        "whole=1 | 'whole=1' is none of",
        "delay | 'delay' is none of",
        "delay=300 | delay is a time with its unit, such as 300ms or 2s, not '300'",
        "delay=6s | delay is 0 to 5 s, not 6000 ms",
        "delay=1s,delay=2s | 'delay' is there twice",
        "size=0 | size is a whole number from 1 on, not '0'",
        "size=70000 | size is 0 to 65535 octets, not 70000",
        "drop=1,drop-in=2 | only one of drop, drop-in and drop-after can be set",
        "greeting=4F4 | greeting is octets in hexadecimal",
        "one=both | one is refuse or kick, not 'both'",
        "whole,,telnet | '' is none of"
      })
  void whatIsWrongIsNamed(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GatewayOptions.parse(text))
        .withMessageContaining(message);
  }
}
