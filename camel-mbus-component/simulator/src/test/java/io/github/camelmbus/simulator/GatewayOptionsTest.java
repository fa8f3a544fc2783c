package io.github.camelmbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.simulator.GatewayOptions.Answers;
import io.github.camelmbus.simulator.GatewayOptions.BadOctetRule;
import io.github.camelmbus.simulator.GatewayOptions.Clients;
import io.github.camelmbus.simulator.GatewayOptions.Failures;
import io.github.camelmbus.simulator.GatewayOptions.Forwarding;
import io.github.camelmbus.simulator.GatewayOptions.Packing;
import io.github.camelmbus.simulator.GatewayOptions.Place;
import io.github.camelmbus.simulator.GatewayOptions.Protocol;
import io.github.camelmbus.simulator.GatewayOptions.Speech;
import io.github.camelmbus.simulator.GatewayOptions.Way;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayOptionsTest {

  @Test
  void eachWordSetsItsOption() {
    String text =
        "whole,delay=300ms,jitter=100ms,seed=42,size=16,time=200ms,gap=20ms,split=5ms,drop=30,"
            + "halfopen=14,idle=60s,mute,greeting=62757379,telnet,one=refuse,discards-bad-octets";

    assertThat(GatewayOptions.parse(text))
        .isEqualTo(
            new GatewayOptions(
                new Way(Duration.ofMillis(300), Duration.ofMillis(100), 42),
                new Packing(
                    Answers.WHOLE,
                    16,
                    Duration.ofMillis(200),
                    Duration.ofMillis(20),
                    Duration.ofMillis(5)),
                new Failures(Place.BEFORE, 30, 14, Duration.ofSeconds(60)),
                new Speech(Forwarding.NONE, "62757379", Protocol.TELNET),
                Clients.REFUSE_SECOND,
                BadOctetRule.DISCARD));
  }

  @Test
  void otherValuesOfTheseOptions() {
    assertThat(GatewayOptions.parse("drop-in=2").failures())
        .isEqualTo(new Failures(Place.IN, 2, 0, Duration.ZERO));
    assertThat(GatewayOptions.parse("drop-after=1").failures())
        .isEqualTo(new Failures(Place.AFTER, 1, 0, Duration.ZERO));
    assertThat(GatewayOptions.parse("one=kick").clients()).isEqualTo(Clients.KICK_FIRST);
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
