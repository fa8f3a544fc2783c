package io.github.camelmbus.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SecondaryAddressPropertyTest {
  @Property
  void octetsAndTextNameTheSameAddress(@ForAll @Size(8) byte[] octets) {
    SecondaryAddress address = SecondaryAddress.decode(octets, 0);

    assertThat(address.octets()).isEqualTo(octets);
    assertThat(SecondaryAddress.parse(address.toString())).isEqualTo(address);
    assertThat(SecondaryAddress.ANY.matches(address)).isTrue();
    assertThat(address.matches(address)).isTrue();
  }

  @Property
  void anyTextIsAnAddressOrRefusedInWords(@ForAll @StringLength(max = 60) String text) {
    assertAddressOrAdvice(text);
  }

  @Property
  void anyDigitsAreAnAddressOrRefusedInWords(
      @ForAll
          @StringLength(max = 60)
          @CharRange(from = '0', to = '9')
          @CharRange(from = 'A', to = 'H')
          @Chars({' ', ':', 'x'})
          String text) {
    assertAddressOrAdvice(text);
    assertAddressOrAdvice("680B0B68" + text);
  }

  private static void assertAddressOrAdvice(String text) {
    assertThatCode(
            () -> {
              try {
                SecondaryAddress.parse(text);
              } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("not '" + text + "'");
              }
            })
        .doesNotThrowAnyException();
  }
}
