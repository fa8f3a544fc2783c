package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterCommandTest {
  private static MasterCommand command(String ci, String data) {
    return (MasterCommand)
        ApplicationMessage.decode(Integer.parseInt(ci, 16), HexFormat.of().parseHex(data));
  }

  @ParameterizedTest
  @CsvSource({
    "50, '', application reset or select",
    "50, 00, application reset or select: everything",
    // Upper nibble 3, lower nibble 2.
    "50, 32, 'application reset or select: enhanced billing, telegram 2'",
    "53, 78563412242328042A00000010, 'application reset or select, long header: user data'",
    // 01 7A = primary address.
    "51, 017A08, data send: primaryAddress = 8",
    // 4 digit BCD, temperature limit 10^-1 Cel: VIF FB 76, action "add value".
    "51, 0AFBF6010500, data send: temperatureLimit_addValue = 0.5 Cel",
    // DIF 08 selects; DIFE and VIFE count, FE/7E is any VIF.
    "51, 08134806, 'data send: select volume, select energy_storage1'",
    "51, 087E, data send: select anyVif",
    "51, 7F, data send: select everything",
    // Action 0B, freeze to storage 1, has no data.
    "51, 40930B, data send: volume_freezeData_storage1",
    "51, 017A, data send: then octets that are no records",
    "52, 785634122423FFFF, selection of a slave: 123456782423FFFF",
    "52, FFFFFFFFFFFFFFFF0C7844332211, 'selection of a slave: FFFFFFFFFFFFFFFF and"
        + " fabricationNumber = 11223344'",
    "52, 7856, selection of a slave: 7856",
    "54, '', synchronise action or request of selected application",
    "5A, 2A000000017A08, 'command, short header: primaryAddress = 8'",
    "5B, 2A0000, 'command, long header: its header is cut off'",
    // 0510h: mode 5, one block.
    "5A, 2A001005000102030405060708090A0B0C0D0E0F, 'command, short header: encrypted'",
    // The same header in front of fillers and clear records.
    "5A, 2A0010052F2F017A082F2F2F2F2F2F2F2F2F2F2F, 'command, short header: primaryAddress = 8'",
    "5C, '', synchronise action",
    "BB, '', set baud rate to 2400",
  })
  void masterIsTracedInWords(String ci, String data, String text) {
    assertThat(command(ci, data).text()).isEqualTo(text);
  }
}
