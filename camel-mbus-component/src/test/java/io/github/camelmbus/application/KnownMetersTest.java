package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelmbus.application.MeterKnowledge.BlockField;
import io.github.camelmbus.data.DataField;
import io.github.camelmbus.data.DataRecord;
import io.github.camelmbus.data.Quality;
import io.github.camelmbus.data.RecordKeys;
import io.github.camelmbus.data.RecordList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownMetersTest {
  private static final SecondaryAddress METER = SecondaryAddress.parse("1234567824232804");

  /** HYD with names for everything that can have one. */
  private static final class Example implements MeterKnowledge {
    @Override
    public boolean covers(SecondaryAddress meter) {
      return meter.manufacturer() == 0x2324;
    }

    @Override
    public Map<String, String> records() {
      return Map.of("FF21", "info-code");
    }

    @Override
    public Map<String, String> qualifiers() {
      return Map.of("FF01", "phase-L1");
    }

    @Override
    public List<BlockField> block(byte[] octets) {
      return List.of(
          new BlockField("revision", 1, DataField.BCD4),
          new BlockField("beyond", 3, DataField.INT16));
    }
  }

  private static RecordList name(String octets, SecondaryAddress meter) {
    RecordList list = RecordList.decode(HexFormat.of().parseHex(octets));
    return new RecordNames(List.of(new Example())).name(list, meter);
  }

  private static List<String> keys(String octets, SecondaryAddress meter) {
    return RecordKeys.keys(name(octets, meter).records());
  }

  @Test
  void recordOfTheManufacturerGetsItsName() {
    DataRecord record = name("04FF2105010000", METER).records().get(0);

    assertThat(record.quantity()).isEqualTo("info-code");
    assertThat(record.qualifiers()).isEmpty();
    assertThat(record.value().plain()).hasToString("261");
    assertThat(record.unit()).isNull();
    assertThat(record.quality()).isEqualTo(Quality.GOOD);
    assertThat(record.octets()).hasSize(7);
  }

  @Test
  void recordWithoutValueStaysOne() {
    assertThat(name("04FF2100000080", METER).records().get(0).quality()).isEqualTo(Quality.MISSING);
  }

  @Test
  void textOfTheManufacturerIsText() {
    assertThat(name("0DFF21024241", METER).records().get(0).value().plain()).isEqualTo("AB");
  }

  @Test
  void vifesOfTheManufacturerGetTheirName() {
    assertThat(keys("02ACFF014F00", METER)).containsExactly("power_phaseL1");
  }

  @Test
  void fieldsOfTheBlockAreRecordsBehindTheOthers() {
    RecordList list = name("0113010FAA342199", METER);

    assertThat(RecordKeys.keys(list.records())).containsExactly("volume", "revision");
    assertThat(list.records().get(1).value().plain()).hasToString("2134");
    assertThat(list.records().get(1).octets()).containsExactly(0x34, 0x21);
    assertThat(list.manufacturerData()).hasToString("AA342199");
  }

  @Test
  void otherMetersAreLeftAlone() {
    SecondaryAddress other = SecondaryAddress.parse("123456782D2C2804");

    assertThat(keys("04FF210501000002ACFF014F000FAA3421", other))
        .containsExactly("manufacturerSpecific_manufacturerFF21", "power_manufacturerFF01");
    assertThat(keys("04FF2105010000", null))
        .containsExactly("manufacturerSpecific_manufacturerFF21");
  }

  @Test
  void energiesOfAKamstrupHeatMeterAreNamed() {
    // 2D 2C = KAM, type 0D; FF07: 4096; FF08: 2048; then a block that nobody knows.
    MeterData data =
        (MeterData)
            ApplicationMessage.decode(
                0x72,
                HexFormat.of()
                    .parseHex("785634122D2C400D2A00000004FF070010000004FF08000800000FC0FE"));

    assertThat(RecordKeys.keys(data.content().records())).containsExactly("energyE8", "energyE9");
    assertThat(data.content().records().get(0).value().plain()).hasToString("4096");
    assertThat(data.content().records()).allSatisfy(record -> assertThat(record.unit()).isNull());
    assertThat(data.content().manufacturerData()).hasToString("C0FE");
  }

  @Test
  void bit15OfTheManufacturerMakesNoOtherMaker() {
    // 2C2Dh with bit 15 is AC2Dh.
    assertThat(new KamstrupHeatMeters().covers(SecondaryAddress.parse("123456782DAC400D")))
        .isTrue();
  }

  @Test
  void electricityMetersOfKamstrupHaveOtherRecords() {
    assertThat(new KamstrupHeatMeters().covers(SecondaryAddress.parse("123456782D2C4002")))
        .isFalse();
  }

  @Test
  void fieldThatIsNoFieldIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockField("Info Code", 0, DataField.INT8))
        .withMessageContaining("Info Code");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockField("info-code", -1, DataField.INT8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockField("info-code", 0, DataField.VARIABLE));
  }
}
