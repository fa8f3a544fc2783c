package io.github.camelmbus.it.sinks;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.nio.file.Files;
import java.nio.file.Path;

/** A broker of MQTT: {@code PORT DIRECTORY}; {@link #LIMIT} is the largest packet that it takes. */
final class MqttServer {
  static final String LIMIT = "mqtt.limit";

  private MqttServer() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    Path config = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(
        config.resolve("config.xml"),
        """
        <hivemq>
          <listeners>
            <tcp-listener><port>%s</port><bind-address>127.0.0.1</bind-address></tcp-listener>
          </listeners>
          <mqtt><packets><max-packet-size>%s</max-packet-size></packets></mqtt>
          <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
        </hivemq>
        """
            .formatted(arguments[0], Integer.getInteger(LIMIT, 1_000_000)));
    EmbeddedHiveMQ server =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(config)
            .withDataFolder(Files.createDirectories(directory.resolve("data")))
            .withExtensionsFolder(Files.createDirectories(directory.resolve("extensions")))
            .build();
    server.start().join();
  }
}
