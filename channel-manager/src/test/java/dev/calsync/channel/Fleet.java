package dev.calsync.channel;

import static org.awaitility.Awaitility.await;

import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Several processes of this service, over one database, one broker and one keyset. */
final class Fleet implements AutoCloseable {
  private static final Path FOLDER = Path.of("target/fleet");
  private static final Duration START = Duration.ofMinutes(4);

  private final List<Process> processes = new ArrayList<>();
  private final List<URI> homes;
  private final List<URI> managements;
  private final String databaseUrl;

  Fleet(int size, URI google) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-the-fleet"));
    homes = addresses(size);
    managements = addresses(size);
    var server = TestInfrastructure.database();
    databaseUrl = server.jdbcUrl().replaceFirst("(//[^/]+/)[^?]+", "$1fleet");
    try (var connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute("create database fleet");
      Files.createDirectories(FOLDER);
      for (int i = 0; i < size; i++) {
        processes.add(start(i, google)); // All at once, on an empty database.
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    IntStream.range(0, size).forEach(this::awaitReady);
  }

  private static List<URI> addresses(int size) {
    return IntStream.range(0, size)
        .mapToObj(_ -> URI.create("http://localhost:" + freePort()))
        .toList();
  }

  /**
   * Below those that the system gives to connections: one might take it before the process starts.
   */
  private static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // Somebody has it.
      }
    }
    throw new IllegalStateException("no free port between 20000 and 32000");
  }

  private Process start(int i, URI google) throws IOException {
    var server = TestInfrastructure.database();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ChannelApplication.class.getName(),
            "--server.port=" + homes.get(i).getPort(),
            "--management.server.port=" + managements.get(i).getPort(),
            "--calsync.public-url=" + homes.getFirst(),
            "--calsync.google.client-id=calsync-local",
            "--calsync.google.issuer-url=" + google,
            "--calsync.google.api-url=" + google + "/",
            "--calsync.vault.keyset-file=" + FOLDER.resolve("keyset.json").toAbsolutePath(),
            "--calsync.vault.reload-every=1s",
            "--calsync.topics.partitions=4",
            "--spring.datasource.url=" + databaseUrl,
            "--spring.datasource.username=" + server.user(),
            "--spring.datasource.hikari.maximum-pool-size=8",
            "--spring.kafka.bootstrap-servers=" + TestInfrastructure.bootstrapServers());
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(i).toFile());
    builder.environment().put("CALSYNC_GOOGLE_CLIENT_SECRET", "calsync-local-secret");
    builder.environment().put("CALSYNC_INTERNAL_SECRET", "canary-internal-secret");
    builder.environment().put("SPRING_DATASOURCE_PASSWORD", server.password());
    return builder.start();
  }

  private static Path log(int i) {
    return FOLDER.resolve("channel-manager-%d.log".formatted(i));
  }

  private void awaitReady(int i) {
    await(log(i).toString())
        .atMost(START)
        .ignoreExceptions()
        .failFast("it has ended", () -> !processes.get(i).isAlive())
        .until(() ->
            new Browser(managements.get(i)).get("/actuator/health/readiness").statusCode() == 200);
  }

  URI home(int i) {
    return homes.get(i % homes.size());
  }

  URI management(int i) {
    return managements.get(i % managements.size());
  }

  String databaseUrl() {
    return databaseUrl;
  }

  /** As the sync worker asks one of them. */
  HttpResponse<String> accessToken(Browser worker, int process, String account, String body) {
    return worker.send(
        HttpRequest.newBuilder(
                home(process).resolve("/internal/accounts/" + account + "/access-token"))
            .header("Authorization", "Bearer canary-internal-secret")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** All that they have logged. */
  String logged() {
    var all = new StringBuilder();
    for (int i = 0; i < processes.size(); i++) {
      try {
        all.append(Files.readString(log(i)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
