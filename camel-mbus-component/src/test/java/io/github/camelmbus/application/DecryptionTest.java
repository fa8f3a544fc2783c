package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelmbus.MBusFormatException;
import io.github.camelmbus.MBusFormatException.Fault;
import io.github.camelmbus.data.DataRecord;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One block, worked out with openssl: two idle fillers, energy 12345 kWh, flow temperature 42.3
 * Cel, four fillers.
 *
 * <pre>
 *   P=2F2F0C06452301000A5A23042F2F2F2F  K=000102030405060708090A0B0C0D0E0F
 *   enc()  { printf $3 | xxd -r -p | openssl enc -aes-128-cbc -K $1 -iv $2 -nopad | xxd -p; }
 *   cmac() { printf $2 | xxd -r -p |
 *            openssl mac -cipher AES-128-CBC -macopt hexkey:$1 -in - CMAC; }
 *
 *   mode 5: enc $K 24237856341228042A2A2A2A2A2A2A2A $P
 *   mode 7: enc $(cmac $K 00040302017856341207070707070707) 00000000000000000000000000000000 $P
 *   MAC:    cmac $(cmac $K 01040302017856341207070707070707) 25 04030201 and all from the CI field
 * </pre>
 */
class DecryptionTest {
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";
  private static final String OTHER_KEY = "100102030405060708090A0B0C0D0E0F";
  private static final String ADDRESS = "78563412" + "2423" + "28" + "04";

  // 0510h: mode 5, one block.
  private static final String MODE_5 = "2A" + "00" + "1005";
  private static final String ENCRYPTED_5 = "82E9C74DACF4CD7681ECCC267F5FC911";

  // 0710h: mode 7, one block; 10 = key derived by CMAC.
  private static final String MODE_7 = "2A" + "00" + "1007" + "10";
  private static final String ENCRYPTED_7 = "0E915EDDF24E59DBD63C255734DC0E42";

  // Length 15, FCL 2C00: MCL, MCR, MAC; MCL 25: CMAC of 8 octets; counter 01020304h.
  private static final String AFL = "0F" + "002C" + "25" + "04030201" + "1C83577EEF56039E";
  private static final String MESSAGE_7 = "72" + ADDRESS + MODE_7 + ENCRYPTED_7;

  // Volume 1 m3 behind the encrypted block.
  private static final String CLEAR = "0116" + "01";

  private static ApplicationMessage decode(int ci, String data, String keys) {
    return ApplicationMessage.decode(ci, HexFormat.of().parseHex(data), Keys.parse(keys), null);
  }

  private static MeterData meterData(int ci, String data, String keys) {
    return (MeterData) decode(ci, data, keys);
  }

  private static void assertNothingIsGuessed(MeterData data, int mode, String state) {
    assertThat(data.security()).isEqualTo(new Security(mode, state));
    assertThat(data.header().accessNumber()).isEqualTo(0x2A);
    assertThat(data.content().records()).isEmpty();
    assertThat(data.content().complete()).isFalse();
    assertThat(data.content().warnings()).hasSize(1);
  }

  private static void assertDecrypted(MeterData data, int mode) {
    assertThat(data.security()).isEqualTo(new Security(mode, "decrypted"));
    assertThat(data.content().complete()).isTrue();
    assertThat(data.content().records())
        .extracting(DataRecord::quantity)
        .startsWith("energy", "flow-temperature");
    assertThat(data.content().records().get(0).value().plain()).hasToString("12345000");
  }

  @Test
  void mode5HasItsVectorFromTheHeader() {
    assertDecrypted(meterData(0x72, ADDRESS + MODE_5 + ENCRYPTED_5, "12345678=" + KEY), 5);
  }

  @Test
  void octetsBehindTheBlocksAreClear() {
    MeterData data = meterData(0x72, ADDRESS + MODE_5 + ENCRYPTED_5 + CLEAR, KEY);

    assertDecrypted(data, 5);
    assertThat(data.content().records()).hasSize(3);
  }

  @Test
  void shortHeaderNeedsToBeToldWhoseTelegramItIs() {
    String data = MODE_5 + ENCRYPTED_5;
    MeterData told =
        (MeterData)
            ApplicationMessage.decode(
                0x7A,
                HexFormat.of().parseHex(data),
                Keys.parse(KEY),
                SecondaryAddress.parse("1234567824232804"));

    assertDecrypted(told, 5);
    assertNothingIsGuessed(meterData(0x7A, data, KEY), 5, "no-key");
  }

  @ParameterizedTest
  @CsvSource({"'', no-key", "12345679=" + KEY + ", no-key", OTHER_KEY + ", wrong-key"})
  void withoutTheRightKeyThereAreNoRecords(String keys, String state) {
    assertNothingIsGuessed(meterData(0x72, ADDRESS + MODE_5 + ENCRYPTED_5, keys), 5, state);
    assertNothingIsGuessed(meterData(0x90, AFL + MESSAGE_7, keys), 7, state);
  }

  @Test
  void mode7DerivesItsKeyFromCounterAndMeter() {
    MeterData data = meterData(0x90, AFL + MESSAGE_7, KEY);

    assertThat(data.ci()).isEqualTo(new CiField(0x72));
    assertDecrypted(data, 7);
  }

  @Test
  void mode7WorksWithoutMac() {
    // FCL 2800, MCL 20.
    assertDecrypted(meterData(0x90, "07" + "0028" + "20" + "04030201" + MESSAGE_7, KEY), 7);
  }

  @Test
  void mode7TakesItsCounterFromTheHeaderWhereThereIsNoLayer() {
    // 2710h: bit 13, the counter follows 10.
    String counter = "2A" + "00" + "1027" + "10" + "04030201";

    assertDecrypted(meterData(0x72, ADDRESS + counter + ENCRYPTED_7, KEY), 7);
    assertNothingIsGuessed(
        meterData(0x72, ADDRESS + counter + ENCRYPTED_7, OTHER_KEY), 7, "wrong-key");
  }

  @Test
  void mode7MayTellAKeyVersion() {
    // 50: key version 03 follows, behind the counter where there is one.
    String version = "2A" + "00" + "1007" + "50" + "03";
    String both = "2A" + "00" + "1027" + "50" + "04030201" + "03";

    assertDecrypted(
        meterData(
            0x90, "07" + "0028" + "20" + "04030201" + "72" + ADDRESS + version + ENCRYPTED_7, KEY),
        7);
    assertDecrypted(meterData(0x72, ADDRESS + both + ENCRYPTED_7, KEY), 7);
  }

  @Test
  void messageThatWasChangedIsRefused() {
    // The status octet is clear text, but signed.
    String changed = MESSAGE_7.replace("2A00", "2A04");

    assertNothingIsGuessed(meterData(0x90, AFL + changed, KEY), 7, "wrong-key");
  }

  // No layer; a counter is missing; another key derivation; a MAC of a kind that is not known.
  @Test
  void mode7WithoutWhatItNeedsIsUnsupported() {
    assertNothingIsGuessed(meterData(0x72, ADDRESS + MODE_7 + ENCRYPTED_7, KEY), 7, "unsupported");
    assertNothingIsGuessed(meterData(0x90, "03002020" + MESSAGE_7, KEY), 7, "unsupported");
    assertNothingIsGuessed(
        meterData(0x90, "0700282004030201" + MESSAGE_7.replace("100710", "100720"), KEY),
        7,
        "unsupported");
    assertNothingIsGuessed(
        meterData(0x90, AFL.replace("2C25", "2C28") + MESSAGE_7, KEY), 7, "unsupported");
  }

  /** The plain text from above under a header that says it is encrypted. */
  @ParameterizedTest
  @ValueSource(strings = {"", KEY, "12345679=" + KEY})
  void clearRecordsAreReadWhateverTheHeaderSays(String keys) {
    String plain = "2F2F0C06452301000A5A23042F2F2F2F";
    MeterData data = meterData(0x72, ADDRESS + MODE_5 + plain + CLEAR, keys);

    assertThat(data.security()).isEqualTo(new Security(5, "clear"));
    assertThat(data.content().complete()).isTrue();
    assertThat(data.content().warnings()).isEmpty();
    assertThat(data.content().records())
        .extracting(DataRecord::quantity)
        .containsExactly("energy", "flow-temperature", "volume");
    assertThat(meterData(0x7A, MODE_5 + plain, keys).security())
        .isEqualTo(new Security(5, "clear"));
  }

  /** As ENCRYPTED_5, with an energy for which the encrypted octets begin with 2F 2F by chance. */
  @ParameterizedTest
  @CsvSource({
    "2F2FC457167E23CDAC5A689504247178, 33715000",
    "2F2F8FFFD058CA2B461497347CCE9583, 162022000",
    "2F2FEAF2E0536439330071AB95F8DBE6, 167775000",
    "2F2F1BECE982BD92B3E3C7EFD28437AA, 265071000"
  })
  void encryptedRecordsAreNotTakenForClearByTheirFirstOctets(String encrypted, String energy) {
    String data = ADDRESS + MODE_5 + encrypted;
    MeterData decrypted = meterData(0x72, data, KEY);

    assertThat(decrypted.security()).isEqualTo(new Security(5, "decrypted"));
    assertThat(decrypted.content().records().get(0).value().plain()).hasToString(energy);
    assertNothingIsGuessed(meterData(0x72, data, OTHER_KEY), 5, "wrong-key");
    assertNothingIsGuessed(meterData(0x72, data, ""), 5, "no-key");
  }

  // Cut off; reserved VIF 6F; record error; only fillers; a block of the manufacturer after one
  // record; one of two records without a value; ten DIFEs; without fillers.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2F2F0C06452301000A5A23042F2F0406",
        "2F2F0C0645230100016F052F2F2F2F2F",
        "2F2F0C86060145230100" + "2F2F2F2F2F2F",
        "2F2F2F2F2F2F2F2F2F2F2F2F2F2F2F2F",
        "2F2F0C06452301000F42424242424242",
        "2F2F0C06452301000C06AAAAAAAA2F2F",
        "2F2F8180808080808080808001130500",
        "0C06452301000A5A23042F2F2F2F2F2F"
      })
  void octetsThatAreNotAllKnownRecordsAreNotTakenForClear(String data) {
    assertNothingIsGuessed(meterData(0x72, ADDRESS + MODE_5 + data, ""), 5, "no-key");
    assertNothingIsGuessed(meterData(0x72, ADDRESS + MODE_5 + data, OTHER_KEY), 5, "wrong-key");
  }

  @Test
  void mode7IsNeverTakenForClear() {
    // 2F is no key derivation function; the plain text of above follows it.
    String plain = "2F2F0C06452301000A5A23042F2F2F2F2F";

    assertNothingIsGuessed(meterData(0x72, ADDRESS + "2A001007" + plain, KEY), 7, "unsupported");
    // Behind the layer with a MAC.
    assertNothingIsGuessed(
        meterData(0x90, AFL + "72" + ADDRESS + MODE_5 + plain.substring(2), KEY), 5, "wrong-key");
  }

  @Test
  void encryptedAlarmAndErrorAreNotGuessed() {
    assertNothingIsGuessed(meterData(0x75, ADDRESS + MODE_5 + ENCRYPTED_5, KEY), 5, "unsupported");
    assertThat(decode(0x6F, ADDRESS + MODE_5 + ENCRYPTED_5, KEY))
        .isEqualTo(new ApplicationError(new CiField(0x6F), ApplicationError.NO_CODE));
  }

  @Test
  void clearDataMayComeBehindTheLayer() {
    MeterData data = meterData(0x90, "020000" + "78" + CLEAR, "");

    assertThat(data.security()).isNull();
    assertThat(data.content().records()).hasSize(1);
  }

  // More fragments follow; fragment 2.
  @ParameterizedTest
  @ValueSource(strings = {"020140", "020200"})
  void fragmentIsKeptAsItCame(String layer) {
    assertThat(decode(0x90, layer + "78" + CLEAR, "")).isInstanceOf(UnknownMessage.class);
  }

  static IntStream lengthsBelowTheLayerAndItsHeader() {
    // AFL of 16 octets, CI, header of 12.
    return IntStream.range(0, 16 + 1 + 12);
  }

  @ParameterizedTest
  @MethodSource("lengthsBelowTheLayerAndItsHeader")
  void layerThatDoesNotFitIsTruncated(int length) {
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> decode(0x90, (AFL + MESSAGE_7).substring(0, 2 * length), KEY))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(length));
  }

  // Fields longer than the layer; a layer of one octet.
  @ParameterizedTest
  @ValueSource(strings = {"03002C25", "0100"})
  void layerThatIsTooShortForItsFieldsIsRefused(String layer) {
    assertThatExceptionOfType(MBusFormatException.class)
        .isThrownBy(() -> decode(0x90, layer + "78" + CLEAR, KEY))
        .satisfies(fault -> assertThat(fault.fault()).isEqualTo(Fault.TRUNCATED));
  }
}
