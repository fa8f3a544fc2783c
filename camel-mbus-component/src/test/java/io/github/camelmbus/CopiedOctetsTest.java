package io.github.camelmbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.github.camelmbus.application.ApplicationMessage;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.Telegram;
import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.FixedCounters;
import io.github.camelmbus.data.RecordList;
import io.github.camelmbus.data.Vib;
import io.github.camelmbus.frame.ControlField;
import io.github.camelmbus.frame.Frame;
import io.github.camelmbus.frame.FrameAssembler;
import io.github.camelmbus.frame.LongFrame;
import io.github.camelmbus.frame.PrimaryAddress;
import io.github.camelmbus.frame.RecordedFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who changes octets that were handed over or returned changes nothing of what was made of them.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class CopiedOctetsTest {
  /** Records hold an {@link OctetString}, which is equal to another one with the same octets. */
  @ArchTest
  static final ArchRule PUBLIC_RECORDS_HOLD_NO_ARRAYS =
      ArchRuleDefinition.noFields()
          .that(
              DescribedPredicate.describe(
                  "are components of public records", CopiedOctetsTest::isOfPublicRecord))
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe("hold arrays", CopiedOctetsTest::holdsArrays)));

  /** {@code byte[]}, and {@code List<byte[]>}. */
  private static boolean holdsArrays(JavaField field) {
    return field.reflect().getGenericType().getTypeName().contains("[]");
  }

  private static boolean isOfPublicRecord(JavaField field) {
    return field.getOwner().isRecord()
        && !field.getModifiers().contains(JavaModifier.STATIC)
        && isPublic(field.getOwner());
  }

  private static boolean isPublic(JavaClass type) {
    boolean itself = type.getModifiers().contains(JavaModifier.PUBLIC);
    return itself && type.getEnclosingClass().map(CopiedOctetsTest::isPublic).orElse(true);
  }

  /** For the rule: breaks it. */
  public record Array(byte[] octets) {}

  /** For the rule: breaks it. */
  public record ListOfArrays(List<byte[]> telegrams) {}

  @Test
  void theRuleFindsArrays() {
    for (Class<?> type : List.of(Array.class, ListOfArrays.class)) {
      JavaClass broken = new ClassFileImporter().importClass(type);
      assertThat(broken.getFields()).singleElement().matches(CopiedOctetsTest::holdsArrays);
    }
  }

  /** RSP_UD of 12345678 with 12345 kWh; its checksum is 7Dh. */
  private static final String TELEGRAM =
      "68151568" + "080072" + "78563412242328040100" + "0000" + "0C0645230100" + "7D16";

  /** The records alone. */
  private static final String RECORDS = "0C0645230100";

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] behindCi() {
    byte[] telegram = octets(TELEGRAM);
    return Arrays.copyOfRange(telegram, 7, telegram.length - 2);
  }

  private static Arguments doors(String name, byte[] octets, Function<byte[], ?> maker) {
    return Arguments.of(name, octets, maker);
  }

  static Stream<Arguments> whatTakesOctets() {
    RecordList list = RecordList.decode(octets(RECORDS));
    DataRecord record = list.records().get(0);
    return Stream.of(
        doors("Frame.decode", octets(TELEGRAM), Frame::decode),
        doors(
            "LongFrame",
            behindCi(),
            data -> new LongFrame(ControlField.rspUd(), new PrimaryAddress(0), 0x72, data)),
        doors("FrameAssembler", octets(TELEGRAM), new FrameAssembler()::accept),
        doors("FrameAssembler, damaged", octets("1040010016"), CopiedOctetsTest::damaged),
        doors("RecordedFrames", octets(TELEGRAM), CopiedOctetsTest::recorded),
        doors(
            "Telegram.decode",
            octets(TELEGRAM),
            telegram -> Telegram.decode(telegram, Keys.NONE, null).data()),
        doors("ApplicationMessage", behindCi(), data -> ApplicationMessage.decode(0x72, data)),
        doors("UnknownMessage", behindCi(), data -> ApplicationMessage.decode(0xB7, data)),
        doors("Command", octets(RECORDS), data -> ApplicationMessage.decode(0x51, data)),
        doors("alarm", octets("0102"), data -> ApplicationMessage.decode(0x71, data)),
        doors("RecordList.decode", octets(RECORDS), RecordList::decode),
        doors("RecordList.decode behind a header", behindCi(), in -> RecordList.decode(in, 12)),
        doors("RecordList, mode 2", octets(RECORDS), in -> RecordList.decodeHighOctetFirst(in, 0)),
        doors("RecordList of a master", octets(RECORDS), RecordList::decodeRequest),
        doors("manufacturer data", octets("0F010203"), RecordList::decode),
        doors("RecordList.ofAlarm", octets("0102"), RecordList::ofAlarm),
        doors(
            "RecordList.ofCounters",
            octets("E97E0100000035010000"),
            in -> RecordList.ofCounters(in, new FixedCounters(false, false, false))),
        doors(
            "DataRecord",
            octets(RECORDS),
            in -> new DataRecord(record.dib(), record.vib(), in, record.value(), record.quality())),
        doors(
            "DataRecord.ofBlock",
            octets("0102"),
            in -> DataRecord.ofBlock("block", DataField.INT16, in)),
        doors("Vib", octets("06"), in -> new Vib("energy", "W.h", List.of(), in)),
        doors("OctetString", octets("0102"), OctetString::of));
  }

  private static List<FrameAssembler.Outcome> damaged(byte[] octets) {
    FrameAssembler assembler = new FrameAssembler();
    return Stream.concat(assembler.accept(octets).stream(), assembler.end().stream()).toList();
  }

  private static RecordedFrames.Piece recorded(byte[] octets) {
    try {
      return new RecordedFrames(new ByteArrayInputStream(octets)).next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatTakesOctets")
  void octetsAreCopiedIn(String name, byte[] octets, Function<byte[], ?> maker) {
    Object made = maker.apply(octets);
    String before = made.toString();
    int hash = made.hashCode();

    Arrays.fill(octets, (byte) 0x99);

    assertThat(made.toString()).as(name).isEqualTo(before);
    assertThat(made.hashCode()).as(name).isEqualTo(hash);
  }

  /** Octets that come out of them. */
  static Stream<Arguments> whatGivesOctets() {
    LongFrame frame = (LongFrame) Frame.decode(octets(TELEGRAM));
    Telegram telegram = Telegram.decode(octets(TELEGRAM), Keys.NONE, null);
    DataRecord record = RecordList.decode(octets(RECORDS)).records().get(0);
    OctetString string = OctetString.of(octets(RECORDS));
    return Stream.<Supplier<byte[]>>of(
            frame::data,
            frame::encode,
            telegram::octets,
            record::octets,
            record.dib()::octets,
            record.vib()::octets,
            string::toArray)
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("whatGivesOctets")
  void octetsAreCopiedOut(Supplier<byte[]> accessor) {
    byte[] before = accessor.get().clone();

    Arrays.fill(accessor.get(), (byte) 0x99);

    assertThat(accessor.get()).isEqualTo(before);
  }
}
