package io.github.camelmbus.wireless;

import static io.github.camelmbus.wireless.WirelessTelegrams.KEY;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_I;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_II;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_III;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_II_CLEAR;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_II_DECRYPTED;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_II_UNKNOWN;
import static io.github.camelmbus.wireless.WirelessTelegrams.LAYER_IV;
import static io.github.camelmbus.wireless.WirelessTelegrams.octets;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.application.Keys;
import io.github.camelmbus.application.MeterData;
import io.github.camelmbus.application.Security;
import io.github.camelmbus.data.DataRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedLinkLayerTest {

  private static MeterData data(String telegram, String keys) {
    WirelessFrame frame = requireNonNull(WirelessFrame.decode(octets(telegram)));
    return (MeterData) frame.message(Keys.parse(keys));
  }

  private static void assertRead(MeterData data) {
    assertThat(data.content().complete()).isTrue();
    assertThat(data.content().records())
        .extracting(DataRecord::quantity)
        .containsExactly("energy", "flow-temperature");
    assertThat(data.content().records().get(0).value().plain()).hasToString("12345000");
  }

  @ParameterizedTest
  @ValueSource(strings = {LAYER_I, LAYER_II_CLEAR, LAYER_III})
  void messageBehindTheLayerIsRead(String telegram) {
    MeterData data = data(telegram, "");

    assertRead(data);
    assertThat(data.security()).isNull();
  }

  // A repeater sets bits of CC that the vector of the encryption does not have.
  @ParameterizedTest
  @ValueSource(strings = {LAYER_II, LAYER_IV})
  void encryptedLayerIsReadWithTheKeyOfTheSender(String telegram) {
    MeterData data = data(telegram, "12345678=" + KEY);

    assertRead(data);
    assertThat(data.security()).isEqualTo(new Security(1, "decrypted"));
  }

  @Test
  void layerThatAReceiverHasDecryptedNeedsNoKeyAndProvesNone() {
    for (String keys : List.of("", KEY)) {
      MeterData data = data(LAYER_II_DECRYPTED, keys);

      assertRead(data);
      assertThat(data.security()).isEqualTo(new Security(1, "clear"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    LAYER_II + ", '', 1, no-key",
    LAYER_II + ", 12345679=" + KEY + ", 1, no-key",
    LAYER_II + ", 10" + "0102030405060708090A0B0C0D0E0F, 1, wrong-key",
    LAYER_II_UNKNOWN + ", " + KEY + ", 2, unsupported",
  })
  void withoutPlainTextThereAreNoRecords(String telegram, String keys, int mode, String state) {
    MeterData data = data(telegram, keys);

    assertThat(data.security()).isEqualTo(new Security(mode, state));
    assertThat(data.content().records()).isEmpty();
    assertThat(data.content().complete()).isFalse();
    assertThat(data.content().warnings()).hasSize(1);
  }

  @Test
  void wrongChecksumOfAClearLayerIsAFault() {
    // PLCRC is behind 11 octets of the link layer and CC, ACC and SN.
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> data(LAYER_II_CLEAR.replace("C997", "C897"), ""))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.CHECKSUM))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(17));
  }

  // CC, ACC; SN and PLCRC; M and A; all of them: and no CI field behind.
  @ParameterizedTest
  @CsvSource({"8C, 2", "8D, 8", "8E, 10", "8F, 16"})
  void layerThatDoesNotFitIsTruncated(String ci, int octets) {
    for (int length = 0; length <= octets; length++) {
      String telegram =
          "%02X".formatted(10 + length) + "44" + "2423785634122804" + ci + "00".repeat(length);
      int end = 11 + length;

      assertThatExceptionOfType(MBusFormatException.class)
          .isThrownBy(() -> data(telegram, ""))
          .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED))
          .satisfies(fault -> assertThat(fault.offset()).isEqualTo(end));
    }
  }

  @Test
  void faultsBehindTheLayerHaveTheirPlaceInTheTelegram() {
    // CI 7A at octet 13 without its header.
    String telegram = "0D" + "44" + "2423785634122804" + "8C" + "2001" + "7A";

    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> data(telegram, ""))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(14));
  }
}
