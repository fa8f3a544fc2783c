package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A header is read as it is laid out. */
class HeaderProperties {
  private static Header read(int ci, byte[] octets) {
    return ((MeterData) ApplicationMessage.decode(ci, octets)).header();
  }

  @Property
  void eachPartIsReadFromItsPlace(
      @ForAll @Size(SecondaryAddress.OCTETS) byte[] address,
      @ForAll @IntRange(max = 0xFF) int accessNumber,
      @ForAll @IntRange(max = 0xFF) int status,
      @ForAll @IntRange(max = 0xFFFF) int configuration) {
    byte[] shortHeader = {
      (byte) accessNumber, (byte) status, (byte) configuration, (byte) (configuration >> 8)
    };
    ByteArrayOutputStream longHeader = new ByteArrayOutputStream();
    longHeader.writeBytes(address);
    longHeader.writeBytes(shortHeader);

    SecondaryAddress meter = SecondaryAddress.decode(address, 0);
    StatusField field = new StatusField(status);
    assertThat(read(0x72, longHeader.toByteArray()))
        .isEqualTo(new Header(meter, accessNumber, field, configuration));
    assertThat(read(0x7A, shortHeader))
        .isEqualTo(new Header(null, accessNumber, field, configuration));
  }
}
