package io.github.camelmbus.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelmbus.camel.operation.Operation;
import io.github.camelmbus.camel.operation.WriteOperation;
import io.github.camelmbus.camel.operation.WriteResult;
import io.github.camelmbus.master.BusException;
import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.Fault.RefusesWrites.Way;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation that writes in each situation, by primary and by secondary address: what comes of
 * it, how often the telegram is sent, and how often the meter carries it out.
 */
class WriteMatrixTest extends WriteRouteTest {
  /**
   * What comes of it: {@code done} and verified; {@code accepted}, where the meter shows nothing of
   * it, which is a warning; or the code of the exception. Two of them: by primary and by secondary
   * address. A dash does not apply, for a reason in {@link #REASONS}.
   */
  private static final String TABLE =
      """
      operation         | success  | silent    | nack    | ci 70             | status | record error | ignored      | in use | lost ack | cut before               | power loss   | power dip
      setPrimaryAddress | done     | no-answer | refused | application-error | status | record-error | not-verified | unsafe | done     | not-verified / no-answer | not-verified | done
      setIdentification | done     | no-answer | refused | application-error | status | record-error | not-verified | unsafe | done     | not-verified / no-answer | not-verified | done
      setClock          | done     | no-answer | refused | application-error | status | record-error | not-verified | -      | done     | not-verified / no-answer | not-verified | done
      setBaudRate       | done     | no-answer | refused | application-error | status | -            | not-verified | -      | done     | not-verified / no-answer | not-verified | done
      applicationReset  | accepted | no-answer | refused | application-error | status | -            | accepted     | -      | accepted | not-verified / no-answer | not-verified | accepted
      selectRecords     | done     | no-answer | refused | application-error | status | record-error | not-verified | -      | done     | not-verified / no-answer | not-verified | done
      writeRecords      | done     | no-answer | refused | application-error | status | record-error | not-verified | -      | done     | not-verified / no-answer | not-verified | done
      synchronise       | accepted | no-answer | refused | application-error | status | -            | accepted     | -      | accepted | not-verified / no-answer | not-verified | accepted
      """;

  private static final String NO_RECORD = "it sends no record that a meter could refuse";
  private static final String NO_ADDRESS = "it gives the meter no address";

  /** Why a cell has a dash. */
  private static final Map<String, String> REASONS =
      Map.of(
          "setClock in use", NO_ADDRESS,
          "setBaudRate record error", NO_RECORD,
          "setBaudRate in use", NO_ADDRESS,
          "applicationReset record error", NO_RECORD,
          "applicationReset in use", NO_ADDRESS,
          "selectRecords in use", NO_ADDRESS,
          "writeRecords in use", NO_ADDRESS,
          "synchronise record error", NO_RECORD,
          "synchronise in use", NO_ADDRESS);

  /** The house, in which only meter 12345678 is not always as it should be. */
  enum Situation {
    SUCCESS(1, 1, ""),
    /** Nobody has the address. */
    SILENT(0, 0, "no meter "),
    NACK(1, 0, "refused the request (NACK A2h)", new Fault.RefusesWrites(Way.NACK, 0)),
    CI_70(1, 0, "unimplemented CI field (01h)", new Fault.RefusesWrites(Way.ERROR, 1)),
    STATUS(
        1,
        0,
        "its status shows an application error since then",
        new Fault.RefusesWrites(Way.STATUS, 0)),
    /** 07: data size not implemented. */
    RECORD_ERROR(1, 0, "with a record error", new Fault.RefusesWrites(Way.RECORD, 7)),
    /** It acknowledges and does nothing, so it reads back wrong. */
    IGNORED(1, 0, "acknowledged, and not carried out", new Fault.IgnoresWrites()),
    /** The new address is that of the other meter. */
    IN_USE(0, 0, "is in use, something answers there"),
    /** The write is repeated with the same FCB and carried out once. */
    LOST_ACK(2, 1, "", new Fault.LoseAck(ONCE)),
    /** Nobody has power any more once the meter has been read. */
    CUT_BEFORE(3, 0, ""),
    POWER_LOSS(
        1,
        1,
        "acknowledged, and then the meter could not be read",
        new Fault.PowerLoss(Duration.ofHours(1), ONCE)),
    /** Back before it is given up, with its selection and its FCBs lost. */
    POWER_DIP(1, 1, "", new Fault.PowerLoss(Duration.ofMillis(150), ONCE));

    private final int sent;
    private final int carriedOut;
    private final String message;
    private final Fault[] faults;

    /**
     * @param sent how often the telegram is.
     * @param carriedOut how often the meter has done it.
     * @param message of the exception, if there is one.
     */
    Situation(int sent, int carriedOut, String message, Fault... faults) {
      this.sent = sent;
      this.carriedOut = carriedOut;
      this.message = message;
      this.faults = faults;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|")).map(String::strip).toList();
  }

  private static List<List<String>> rows() {
    return TABLE.lines().skip(1).map(WriteMatrixTest::cells).toList();
  }

  private static String expected(Operation operation, Situation situation) {
    return rows().get(operation.ordinal()).get(1 + situation.ordinal());
  }

  static Stream<Arguments> cells() {
    return Arrays.stream(Operation.values())
        .flatMap(
            operation ->
                Arrays.stream(Situation.values())
                    .filter(situation -> !expected(operation, situation).equals("-"))
                    .flatMap(
                        situation ->
                            Stream.of("primary", "secondary")
                                .map(by -> Arguments.of(operation, situation, by))));
  }

  @Test
  void theTableHasEveryCellOrSaysWhyNot() {
    assertThat(cells(TABLE.lines().findFirst().orElseThrow()).stream().skip(1))
        .containsExactlyElementsOf(
            Arrays.stream(Situation.values()).map(Situation::toString).toList());
    assertThat(rows().stream().map(row -> row.get(0)))
        .containsExactlyElementsOf(
            Arrays.stream(Operation.values()).map(operation -> operation.word).toList());
    for (Operation operation : Operation.values()) {
      for (Situation situation : Situation.values()) {
        String cell = operation.word + " " + situation;
        assertThat(expected(operation, situation).equals("-"))
            .as(cell)
            .isEqualTo(REASONS.containsKey(cell));
      }
    }
  }

  /** Those that write, but for raw octets, which are sent without anything around them. */
  @Test
  void everyOperationThatWritesHasARow() {
    assertThat(Arrays.stream(Operation.values()).map(operation -> operation.word))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MBusOperation.values())
                .filter(operation -> operation.operation() instanceof WriteOperation)
                .map(MBusOperation::toString)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theWriteEndsAsItShould(Operation operation, Situation situation, String by) {
    houseWith(situation.faults);
    if (situation == Situation.CUT_BEFORE) {
      cutPowerBehindTheReadout();
    }
    boolean primary = by.equals("primary");

    Exchange done = write(operation, target(situation, primary), value(operation, situation));

    String[] ends = expected(operation, situation).split(" / ");
    String end = ends[primary ? 0 : ends.length - 1];
    assertThat(code(done)).isEqualTo(end);
    if (done.getException() != null) {
      assertThat(done.getException()).hasMessageContaining(situation.message);
    }
    if (end.equals("not-verified") && operation.undo != null) {
      assertThat(done.getException()).hasMessageContaining("; to take it back: " + operation.undo);
    }
    assertThat(lines.commandsCarriedOut()).containsExactly(situation.carriedOut, 0);
    String telegram = operation.telegram(primary ? 1 : 0xFD);
    boolean nobodyWasSelected = situation == Situation.CUT_BEFORE && !primary;
    assertThat(timesSent(telegram))
        .isEqualTo(nobodyWasSelected ? 0 : timesSent(operation, situation, primary));
    // C 53: the same with the other FCB, which a meter would carry out once more.
    String toggled = telegram.substring(0, 8) + "53" + telegram.substring(10, 12);
    assertThat(requests).noneMatch(sent -> sent.startsWith(toggled + operation.ci()));
  }

  /** A meter that has moved, or talks at another baud rate, hears no repeat of what it has done. */
  private static int timesSent(Operation operation, Situation situation, boolean primary) {
    boolean moved = operation == Operation.SET_PRIMARY_ADDRESS && primary;
    boolean unheard = moved || operation == Operation.SET_BAUD_RATE;
    return situation == Situation.LOST_ACK && unheard ? 3 : situation.sent;
  }

  private static String code(Exchange done) {
    if (done.getException() instanceof BusException cause) {
      return cause.code();
    }
    WriteResult result = result(done);
    if (result.verified().isEmpty()) {
      assertThat(result.warnings()).singleElement().asString().endsWith("so it is not verified");
      return "accepted";
    }
    return "done";
  }

  private static String target(Situation situation, boolean primary) {
    if (situation == Situation.SILENT) {
      return primary ? "primary=9" : "secondary=99999999";
    }
    return primary ? "primary=1" : "secondary=12345678";
  }

  private static String value(Operation operation, Situation situation) {
    if (situation != Situation.IN_USE) {
      return operation.value;
    }
    return operation == Operation.SET_PRIMARY_ADDRESS ? "2" : KAM;
  }

  /** With the first request that is none of the readout before. */
  private void cutPowerBehindTheReadout() {
    boolean[] read = new boolean[1];
    lines.watch(
        octets -> {
          String request = HexFormat.of().withUpperCase().formatHex(octets);
          requests.add(request);
          boolean reading = request.startsWith("107B") || request.startsWith("105B");
          if (read[0] && !reading) {
            lines.cutPower();
          }
          read[0] |= reading;
        });
  }
}
