package io.github.camelmbus.kmp.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.kmp.KmpFrame;
import io.github.camelmbus.kmp.KmpRegisters;
import io.github.camelmbus.kmp.KmpRequest.GetType;
import io.github.camelmbus.kmp.RegisterValue;
import io.github.camelmbus.kmp.head.KmpNoAnswerException.Seen;
import io.github.camelmbus.line.DeadlineException;
import io.github.camelmbus.link.ScriptedLine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A meter under a head, octet by octet, in virtual time. */
class ReadRegistersTest {
  private static final String ASK_SERIAL = "803F0235E90D";
  private static final String SERIAL = "40 3F 02 04 A1 B2 C3 7F 11 0D";

  /** Registers 72 and 60. */
  private static final String ASK_72 = "803F100100488C4C0D";

  private static final String MASS = "40 3F 10 00 48 2C 04 43 00 1B F2 1B BF 1B 7F 13 7B 0D";
  private static final String ENERGY = "40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 9F 34 0D";
  private static final String NOTHING_KNOWN = "40 3F 10 07 9A 0D";

  private final ScriptedLine line = new ScriptedLine(Duration.ZERO, 1200);
  private final KnownGaps gaps = new KnownGaps();
  private KmpConnection connection;

  @BeforeEach
  void connect() {
    connection = new KmpConnection(new HeadProtocol("sim:test", KmpSettings.DEFAULT), line);
  }

  private HeadReadout read(Integer... registers) {
    return new ReadRegisters(List.of(registers), gaps).run(connection.session(Long.MAX_VALUE));
  }

  private KmpNoAnswerException failure(Integer... registers) {
    KmpNoAnswerException[] thrown = new KmpNoAnswerException[1];
    assertThatExceptionOfType(KmpNoAnswerException.class)
        .isThrownBy(() -> read(registers))
        .satisfies(failure -> thrown[0] = failure);
    return thrown[0];
  }

  private ScriptedLine serialNumberIsKnown() {
    return line.request(ASK_SERIAL).answer(100, SERIAL);
  }

  private long millis() {
    return line.clock().nanos() / 1_000_000;
  }

  @Test
  void aReadoutIsTheSerialNumberAndTheRegisters() {
    serialNumberIsKnown().request(ASK_72).answer(100, MASS);

    HeadReadout readout = read(72);

    assertThat(readout.serialNumber()).isEqualTo(77705923L);
    assertThat(readout.values()).extracting(RegisterValue::register).containsExactly(72);
    assertThat(readout.missing()).isEmpty();
    assertThat(readout.telegrams()).hasSize(2);
  }

  @Test
  void registersThatAMeterLeavesOutAreNotAskedAgain() {
    serialNumberIsKnown().request("803F1002*").answer(100, ENERGY);
    assertThat(read(60, 999).missing()).containsExactly(999);

    // 60 alone, then no request but for the serial number.
    serialNumberIsKnown().request("803F1001003C*").answer(100, ENERGY);
    assertThat(read(999, 60).missing()).containsExactly(999);
    serialNumberIsKnown();
    assertThat(read(999).values()).isEmpty();
  }

  /** 04A1B2C4h: somebody has put the head on the next meter. */
  @Test
  void anotherMeterIsAskedForAllRegisters() {
    serialNumberIsKnown().request(ASK_72).answer(100, NOTHING_KNOWN);
    assertThat(read(72).missing()).containsExactly(72);

    line.request(ASK_SERIAL)
        .answer(100, "40 3F 02 04 A1 B2 C4 0F F6 0D")
        .request(ASK_72)
        .answer(100, MASS);
    HeadReadout other = read(72);

    assertThat(other.serialNumber()).isEqualTo(77705924L);
    assertThat(other.values()).hasSize(1);
  }

  @Test
  void moreThanEightRegistersAreSeveralRequests() {
    serialNumberIsKnown()
        .request("803F1008*")
        .answer(100, ENERGY)
        .request("803F10010048*")
        .answer(100, MASS);

    HeadReadout readout = read(60, 1, 2, 3, 4, 5, 7, 8, 72);

    assertThat(readout.values()).extracting(RegisterValue::register).containsExactly(60, 72);
    assertThat(readout.missing()).containsExactly(1, 2, 3, 4, 5, 7, 8);
  }

  @Test
  void echoStrayZerosAndSingleOctetsAreNoFault() {
    line.request(ASK_SERIAL).answer(0, "80 3F 02 35 E9 0D").answer(20, "00");
    String[] octets = SERIAL.split(" ");
    for (int i = 0; i < octets.length; i++) {
      line.answer(500 + 250L * i, octets[i]);
    }
    line.request(ASK_72).answer(0, "803F100100488C4C0D" + MASS.replace(" ", ""));

    assertThat(read(72).values()).hasSize(1);
  }

  /** The meter wants a pause of 1.6 s after everything that goes wrong. */
  @Test
  void aDamagedAnswerIsAskedForAgainAfterAPause() {
    line.request(ASK_SERIAL)
        .answer(100, "40 3F 02 04 A1 B2 C3 7F 12 0D")
        .request(ASK_SERIAL)
        .answer(100, SERIAL);

    assertThat(read().serialNumber()).isEqualTo(77705923L);
    assertThat(millis()).isGreaterThan(100 + 300 + 1600 + 100);
  }

  /** Answers of the module, to another command, to an earlier request, and then the right one. */
  @Test
  void onlyTheAnswerToTheRequestCounts() {
    serialNumberIsKnown()
        .request(ASK_72)
        .answer(100, "40 7F 01 08 46 0D")
        .answer(150, SERIAL)
        .answer(200, ENERGY + MASS);

    HeadReadout readout = read(72);

    assertThat(readout.values()).extracting(RegisterValue::register).containsExactly(72);
  }

  /** 72 was asked for; 72 and 60 come, of 5 t and 7 MWh. */
  @Test
  void aRegisterThatWasNotAskedForIsNamed() {
    serialNumberIsKnown();
    for (int i = 0; i < 3; i++) {
      line.request(ASK_72).answer(100, "40 3F 10 00 48 2C 01 00 05 00 3C 03 01 00 07 27 83 0D");
    }

    KmpNoAnswerException failure = failure(72);

    assertThat(failure.seen()).isEqualTo(Seen.OTHER_ANSWER);
    assertThat(failure)
        .hasMessageContaining(
            "another answer came to 3 requests: it has register 60, which was not asked for:"
                + " 403F1000482C01000500");
  }

  /** 123.456 MWh, then 7 MWh of the same register. */
  @Test
  void ofARegisterThatComesTwiceTheFirstValueCounts() {
    serialNumberIsKnown()
        .request("803F1001003C*")
        .answer(100, "40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 00 3C 03 01 00 07 D5 81 0D");

    HeadReadout readout = read(60);

    assertThat(readout.values()).hasSize(1);
    assertThat(readout.values().get(0).meaning().value()).hasToString("123456000");
    assertThat(readout.missing()).isEmpty();
  }

  /** Register 320 is 0140h: the echo has the start octet of an answer in it, stuffed. */
  @Test
  void theStartOfAnAnswerInsideOfTheEchoIsNone() {
    serialNumberIsKnown()
        .request("803F1002011BBF008DA65F0D")
        .answer(0, "80 3F 10 02 01 1B")
        .answer(10, "BF 00 8D A6 5F 0D 40 3F 10 01 1B BF 33 01 00 05")
        .answer(20, "00 8D 16 01 00 07 67 D2 0D");

    assertThat(read(320, 141).values())
        .extracting(RegisterValue::register)
        .containsExactly(320, 141);
  }

  /** The count 06h of the request is stuffed, and a meter that has none of the six says so. */
  @Test
  void sixRegistersAreARequestWithAStuffedCount() {
    serialNumberIsKnown()
        .request("803F101BF9003C0044004A005000560057F7840D")
        .answer(100, NOTHING_KNOWN);

    assertThat(read(60, 68, 74, 80, 86, 87).missing()).containsExactly(60, 68, 74, 80, 86, 87);
  }

  /** 60 with 123.456 MWh, 68 with 1234.56 m3, 1004 with 100 h; the other five are not there. */
  @Test
  void ofEightRegistersAMeterThatHasThreeIsAskedForThreeTheNextTime() {
    String three =
        "40 3F 10 00 3C 03 04 43 00 01 E2 1B BF 00 44 28 04 42 00 01 E2 1B BF 03 EC 2E 02 00 00 64"
            + " 45 3F 0D";
    Integer[] all = KmpRegisters.DEFAULT.toArray(new Integer[0]);
    serialNumberIsKnown()
        .request("803F1008003C0044004A005000560057006303EC676C0D")
        .answer(100, three);
    HeadReadout first = read(all);
    serialNumberIsKnown().request("803F1003003C004403ECA6390D").answer(100, three);
    HeadReadout second = read(all);

    assertThat(first.values()).extracting(RegisterValue::register).containsExactly(60, 68, 1004);
    assertThat(second.values()).isEqualTo(first.values());
    assertThat(second.missing()).containsExactly(74, 80, 86, 87, 99);
  }

  @Test
  void whatCameBeforeTheRequestIsDiscarded() {
    serialNumberIsKnown().answer(105, MASS).request(ASK_72).answer(100, MASS);

    assertThat(read(72).values()).hasSize(1);
  }

  @Test
  void nothingAtAllNamesPortAndHead() {
    line.request(ASK_SERIAL).request(ASK_SERIAL).request(ASK_SERIAL);

    KmpNoAnswerException failure = failure(72);

    assertThat(failure.seen()).isEqualTo(Seen.NOTHING);
    assertThat(failure)
        .hasMessageStartingWith(
            "sim:test: no answer to command 02, nothing at all came back to 3 requests. Is it the"
                + " right port");
    // Three requests of 6 octets, 2 s for each, and two pauses of 1.6 s.
    assertThat(millis()).isBetween(3 * 2055L + 2 * 1600 - 1, 3 * 2056L + 2 * 1600);
  }

  @Test
  void theEchoAloneNamesThePlaceOfTheHead() {
    for (int i = 0; i < 3; i++) {
      line.request(ASK_SERIAL).answer(0, "80 3F 02 35 E9 0D");
    }

    KmpNoAnswerException failure = failure(72);

    assertThat(failure.seen()).isEqualTo(Seen.ECHO);
    assertThat(failure)
        .hasMessageContaining("only the head's echo came back")
        .hasMessageNotContaining("right port,");
  }

  @Test
  void anAnswerThatEndsEarlyIsDamage() {
    for (int i = 0; i < 3; i++) {
      line.request(ASK_SERIAL).answer(100, "40 3F 02 04 A1");
    }

    KmpNoAnswerException failure = failure(72);

    assertThat(failure.seen()).isEqualTo(Seen.DAMAGED);
    assertThat(failure).hasMessageContaining("an answer began and did not end");
  }

  @Test
  void noiseIsShown() {
    for (int i = 0; i < 3; i++) {
      line.request(ASK_SERIAL).answer(100, "FC FC");
    }

    assertThat(failure(72)).hasMessageContaining("octets that begin no frame: FCFC");
  }

  @Test
  void theAnswerOfAModuleSaysSo() {
    for (int i = 0; i < 3; i++) {
      line.request(ASK_SERIAL).answer(100, "40 7F 01 08 46 0D");
    }

    assertThat(failure(72)).hasMessageContaining("destination 3F was asked, 7F answers");
  }

  @Test
  void aReadoutEndsWithItsTime() {
    line.request(ASK_SERIAL).request(ASK_SERIAL);

    assertThatExceptionOfType(DeadlineException.class)
        .isThrownBy(
            () ->
                new ReadRegisters(List.of(72), gaps)
                    .run(connection.session(Duration.ofSeconds(5).toNanos())));
    assertThat(line.requests()).isEqualTo(2);
  }

  @Test
  void aModuleIsAskedByItsDestination() {
    KmpSettings module =
        new KmpSettings(
            KmpSettings.LINE,
            KmpFrame.TOP_MODULE,
            KmpSettings.Way.SERIAL,
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            0,
            Duration.ofSeconds(10));
    KmpConnection toModule = new KmpConnection(new HeadProtocol("sim:test", module), line);
    line.request("807F0108460D").answer(100, "40 7F 01 16 F3 03 0C 00 00 0D");

    assertThatExceptionOfType(KmpNoAnswerException.class)
        .isThrownBy(() -> toModule.session(Long.MAX_VALUE).ask(new GetType()))
        .withMessageContaining("checksum 0000");
  }
}
