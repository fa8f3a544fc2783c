package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A header that is read gives its octets back, and one that is made is read as it was. */
class HeaderProperties {
  private static Header read(int ci, byte[] octets) {
    return ((MeterData) ApplicationMessage.decode(ci, octets)).header();
  }

  @Property
  void longHeaderGivesItsOctetsBack(@ForAll @Size(Header.LONG_OCTETS) byte[] octets) {
    assertThat(read(0x72, octets).octets()).isEqualTo(octets);
  }

  @Property
  void shortHeaderGivesItsOctetsBack(@ForAll @Size(Header.SHORT_OCTETS) byte[] octets) {
    assertThat(read(0x7A, octets).octets()).isEqualTo(octets);
  }

  @Property
  void headerIsReadAsItWasMade(
      @ForAll @Size(SecondaryAddress.OCTETS) byte[] address,
      @ForAll @IntRange(max = 0xFF) int accessNumber,
      @ForAll @IntRange(max = 0xFF) int status,
      @ForAll @IntRange(max = 0xFFFF) int configuration) {
    SecondaryAddress meter = SecondaryAddress.decode(address, 0);
    StatusField field = new StatusField(status);
    Header made = new Header(meter, accessNumber, field, configuration);
    Header withoutAddress = new Header(null, accessNumber, field, configuration);

    assertThat(read(0x72, made.octets())).isEqualTo(made);
    assertThat(read(0x7A, withoutAddress.octets())).isEqualTo(withoutAddress);
  }
}
