package io.github.camelmbus.camel;

import io.github.camelmbus.transport.LineAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The line options of the first endpoint of a line, which all others must have, too. */
final class LineAgreement {
  private static final String NONE = "none";

  private final LineAddress line;
  private final String uri;
  private final LineConfiguration options;
  private final Object settings;

  /**
   * @param uri of the first endpoint, fit for messages.
   * @param options of the first endpoint.
   */
  LineAgreement(LineAddress line, String uri, LineConfiguration options) {
    this.line = line;
    this.uri = uri;
    this.options = options;
    this.settings = options.settings();
  }

  /**
   * @throws IllegalArgumentException if an endpoint has other options; names both URIs and the
   *     options.
   */
  void require(String otherUri, LineConfiguration others) {
    if (!settings.equals(others.settings())) {
      throw new IllegalArgumentException(conflict(otherUri, others.lineOptions()));
    }
  }

  private String conflict(String otherUri, Map<String, Object> others) {
    Map<String, Object> ours = options.lineOptions();
    Set<String> names = new LinkedHashSet<>(others.keySet());
    names.addAll(ours.keySet());
    String differences =
        names.stream()
            .filter(name -> !Objects.equals(others.get(name), ours.get(name)))
            .map(
                name ->
                    " %s=%s and %s"
                        .formatted(
                            name, ours.getOrDefault(name, NONE), others.getOrDefault(name, NONE)))
            .collect(Collectors.joining(","));
    return "endpoints of one line must agree about it: %s and %s both use %s, but with%s"
        .formatted(uri, otherUri, line, differences);
  }
}
