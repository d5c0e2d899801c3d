package dev.calsync.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIntegrationTests {
  @TempDir Path folder;

  @Test
  void aRecordIsThereAgainAfterARestart() throws Exception {
    Path data = Files.createDirectory(folder.resolve("kafka"));
    int port = freePort();
    try (var _ = Broker.start(data, port)) {
      produce(port);
    }
    try (var _ = Broker.start(data, port)) {
      assertThat(consume(port)).isEqualTo("still here");
    }
  }

  @Test
  void aRowIsThereAgainAfterARestart() throws Exception {
    Path data = Files.createDirectory(folder.resolve("postgres"));
    int port = freePort();
    try (var _ = Database.start(data, port);
        var connection = connect(port, "calsync")) {
      connection.createStatement().execute("create table note as select 'still here' as text");
    }
    try (var _ = Database.start(data, port)) {
      assertThat(note(port)).isEqualTo("still here");
    }
  }

  @Test
  void theServerThatAKilledRunLeftBehindIsStopped() throws Exception {
    Path data = Files.createDirectory(folder.resolve("postgres"));
    int port = freePort();
    try (var _ = Database.start(data, port)) {
      Database.stopLeftover(data);
      assertThat(FreePorts.free(port)).isTrue();
      assertThat(data.resolve("18/postmaster.pid")).doesNotExist();
    }
  }

  private static void produce(int port) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", "localhost:" + port);
    try (var admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic("notes", 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("notes", "still here")).get(10, TimeUnit.SECONDS);
    }
  }

  private static String consume(int port) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", "localhost:" + port, "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition("notes", 0)));
      return consumer.poll(Duration.ofSeconds(10)).iterator().next().value();
    }
  }

  private static String note(int port) throws SQLException {
    try (var connection = connect(port, "calsync");
        var rows = connection.createStatement().executeQuery("select text from note")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(int port, String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/calsync".formatted(port), user, "");
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
