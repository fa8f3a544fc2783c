package io.github.camelmbus.it.sinks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A broker of Kafka that is its own controller (KRaft): {@code PORT DIRECTORY}. With the system
 * property {@code kafka.tls} it speaks TLS, with the files of an {@link Authority} in there.
 */
final class KafkaServer {
  private KafkaServer() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    Properties settings = settings(Integer.parseInt(arguments[0]), directory);
    if (!Files.exists(directory.resolve("logs/meta.properties"))) {
      format(settings, directory);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.startup();
    server.awaitShutdown();
  }

  private static Properties settings(int port, Path directory) {
    int controller = Ports.free();
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    String tls = System.getProperty("kafka.tls");
    if (tls != null) {
      settings.put("listener.security.protocol.map", "PLAINTEXT:SSL,CONTROLLER:PLAINTEXT");
      putStore(settings, "ssl.keystore", Path.of(tls, "server.p12"));
      putStore(settings, "ssl.truststore", Path.of(tls, "ca.p12"));
      settings.put("ssl.key.password", Authority.PASSWORD);
    }
    settings.put("log.dirs", directory.resolve("logs").toString());
    settings.put("num.partitions", "3");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    return settings;
  }

  private static void putStore(Properties settings, String name, Path file) {
    settings.put(name + ".location", file.toString());
    settings.put(name + ".type", "PKCS12");
    settings.put(name + ".password", Authority.PASSWORD);
  }

  private static void format(Properties settings, Path directory) throws Exception {
    Path file = directory.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    PrintStream printer = System.out;
    String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    int result = StorageTool.execute(format, printer);
    if (result != 0) {
      throw new IllegalStateException("format: " + result);
    }
  }
}
