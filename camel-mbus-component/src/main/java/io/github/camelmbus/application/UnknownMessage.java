package io.github.camelmbus.application;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Application data that this software does not decode; nothing of it is lost.
 *
 * @param data the octets behind the CI field.
 */
public record UnknownMessage(CiField ci, byte[] data) implements ApplicationMessage {
  public UnknownMessage {
    data = data.clone();
  }

  @Override
  public byte[] data() {
    return data.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnknownMessage that
        && ci.equals(that.ci)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * ci.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "UnknownMessage[%s, %s]".formatted(ci, HexFormat.of().withUpperCase().formatHex(data));
  }
}
