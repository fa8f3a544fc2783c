package io.github.camelmbus.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Alone with the classes of an optional artifact, so that everything else loads without it. */
final class YamlMapper {
  private YamlMapper() {}

  static ObjectMapper create() {
    return new ObjectMapper(new YAMLFactory());
  }
}
