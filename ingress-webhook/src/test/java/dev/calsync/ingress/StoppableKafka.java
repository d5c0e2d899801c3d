package dev.calsync.ingress;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real broker on a fixed port that can be stopped and, with its data, started again. */
final class StoppableKafka implements AutoCloseable {
  private final Path data;
  private final int port = freePort();
  private final int controllerPort = freePort();
  private @Nullable KafkaRaftServer running;

  StoppableKafka(Path data) throws Exception {
    this.data = data;
    new Formatter()
        .setClusterId("4L6g3nShT-eMCtK--X86sw")
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data.toString())
        .setDirectories(List.of(data.toString()))
        .setReleaseVersion(MetadataVersion.latestProduction())
        .run();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  void start() {
    running = new KafkaRaftServer(KafkaConfig.fromProps(settings()), Time.SYSTEM);
    running.startup();
  }

  void stop() {
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
      running = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  private Properties settings() {
    String own = "PLAINTEXT://127.0.0.1:" + port;
    var settings = new Properties();
    settings.putAll(
        Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
            Map.entry("listeners", own + ",CONTROLLER://127.0.0.1:" + controllerPort),
            Map.entry("advertised.listeners", own),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("log.dirs", data.toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152")));
    return settings;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
