package io.github.camelmbus.it.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers of sinks with TLS and a certificate of an own authority: readings wait while it is not
 * trusted, the log says what helps, and with that they are taken, all of them.
 */
@Tag("soak")
class TlsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path SCHEMA =
      Path.of("../../../camel-mbus-example/src/main/resources/sql/schema.sql");

  @TempDir Path directory;
  private Authority authority;
  private Path server;

  @BeforeEach
  void makeCertificates() throws Exception {
    authority = new Authority(Files.createDirectory(directory.resolve("tls")));
    server = Files.createDirectory(directory.resolve("server"));
  }

  @Test
  void kafkaGetsWhatWasReadWhileItsCertificateWasNotTrusted() throws Exception {
    int port = Ports.free();
    String[] untrusting = {
      "mbus.sinks=json,kafka",
      "camel.component.kafka.brokers=127.0.0.1:" + port,
      "camel.component.kafka.security-protocol=SSL"
    };
    try (JavaProcess broker =
        JavaProcess.server(
            KafkaServer.class, port, server, "-Dkafka.tls=" + directory.resolve("tls"))) {
      Set<String> first =
          readWhileNotTaken("kafka", "MBUS_OPTS=-Djavax.net.ssl.trustStore=FILE", untrusting);

      String[] trusting = {
        untrusting[0],
        untrusting[1],
        untrusting[2],
        "camel.component.kafka.ssl-truststore-location=" + authority.trustStore(),
        "camel.component.kafka.ssl-truststore-type=PKCS12",
        "camel.component.kafka.ssl-truststore-password=" + Authority.PASSWORD
      };
      try (House house = House.start(directory, trusting);
          KafkaConsumer<String, String> consumer = consumer(port)) {
        Set<String> taken = new HashSet<>();
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  consumer
                      .poll(Duration.ofSeconds(1))
                      .forEach(one -> taken.add(House.identity(House.json(one.value()))));
                  assertThat(taken).containsAll(first);
                });
      }
    }
  }

  @Test
  void postgresqlGetsWhatWasReadWhileItsCertificateWasNotTrusted() throws Exception {
    int port = Ports.free();
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=verify-full";
    String[] untrusting = {
      "mbus.sinks=json,postgresql", "mbus.postgresql.user=postgres", "mbus.postgresql.url=" + url
    };
    try (EmbeddedPostgres database = start(port);
        Connection connection = database.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute(Files.readString(SCHEMA));
      Set<String> first =
          readWhileNotTaken("postgresql", "sslrootcert=FILE in mbus.postgresql.url", untrusting);

      String[] trusting = {
        untrusting[0], untrusting[1], untrusting[2] + "&sslrootcert=" + authority.certificate()
      };
      try (House house = House.start(directory, trusting)) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> count(connection, "select count(distinct (meter, read_at))"),
                rows -> rows >= first.size());
        assertThat(count(connection, "select count(*)")).isPositive();
      }
    }
  }

  /** The identities of what was read, and not taken. */
  private Set<String> readWhileNotTaken(String sink, String help, String... settings) {
    try (House house = House.start(directory, settings)) {
      await()
          .atMost(PATIENCE)
          .until(() -> house.app().log().contains("sink " + sink + " does not take readings"));
      await().atMost(PATIENCE).until(() -> house.readings().size() >= House.METERS);
      assertThat(house.app().log()).contains(help).doesNotContain("route " + sink + " failed");
      Set<String> identities = new HashSet<>();
      house.readings().forEach(reading -> identities.add(House.identity(reading)));
      return identities;
    }
  }

  private EmbeddedPostgres start(int port) throws Exception {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(server.resolve("data"))
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("ssl", "on")
        .setServerConfig("ssl_cert_file", authority.serverCertificate().toString())
        .setServerConfig("ssl_key_file", authority.serverKey().toString())
        .start();
  }

  private static int count(Connection connection, String what) throws Exception {
    try (ResultSet rows = connection.createStatement().executeQuery(what + " from meter_reading")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private KafkaConsumer<String, String> consumer(int port) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                authority.trustStore().toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                Authority.PASSWORD),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of("mbus.readings"));
    return consumer;
  }
}
