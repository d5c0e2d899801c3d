package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A real Kafka and a real PostgreSQL that keeps what it commits, in processes of their own, and one
 * worker, started anew for each measurement; Google and the channel manager are stood in for.
 */
final class Installation implements AutoCloseable {
  private static final String WORKER_HEAP = "-Xmx512m";

  /** Google's quota would else be what is measured. */
  private static final Map<String, String> NO_QUOTA =
      Map.of(
          "calsync.quota.project-per-minute", "1000000000",
          "calsync.quota.account-per-minute", "1000000000",
          "calsync.quota.per-day", "1000000000000",
          "calsync.quota.turns-per-account", "10000");

  private final Path root;
  private final Path folder;
  private final Path workerJar;
  private final boolean recording;
  private final int kafkaPort = FreePort.next();
  private final int postgresPort = FreePort.next();
  private final StandInGoogle google = new StandInGoogle();
  private final Program infrastructure;
  private final Store store;
  private int workers;

  /**
   * Starts all but the worker.
   *
   * @param root of the checkout, where the jars are
   * @param workerJar the worker that is measured
   * @param recording whether each worker leaves a flight recording behind
   */
  Installation(Path root, Path workerJar, boolean recording) {
    this.root = root;
    this.folder = emptied(root.resolve("infra/load-test/target/load"));
    this.workerJar = workerJar;
    this.recording = recording;
    this.infrastructure = startInfrastructure();
    this.store = new Store(databaseUrl());
  }

  StandInGoogle google() {
    return google;
  }

  Store store() {
    return store;
  }

  Path folder() {
    return folder;
  }

  int postgresPort() {
    return postgresPort;
  }

  String bootstrapServers() {
    return "localhost:" + kafkaPort;
  }

  Pushes pushes() {
    return new Pushes(bootstrapServers(), google);
  }

  ChangesTopic changes() {
    return new ChangesTopic(bootstrapServers());
  }

  /** A worker as in production, with half a gigabyte for its heap. */
  Worker startWorker(String name) {
    int port = FreePort.next();
    Path gc = folder.resolve("%d-%s.gc".formatted(++workers, name));
    List<String> jvm = new ArrayList<>();
    jvm.add(WORKER_HEAP);
    jvm.add("-Xlog:gc:file=" + gc);
    if (recording) {
      jvm.add(
          "-XX:StartFlightRecording=settings=profile,filename="
              + folder.resolve("%d-%s.jfr".formatted(workers, name)));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", Integer.toString(port));
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.kafka.bootstrap-servers", bootstrapServers());
    settings.put("spring.datasource.url", databaseUrl());
    settings.put("calsync.google.api-url", google.url());
    settings.put("calsync.channel-manager-url", google.url());
    settings.put("calsync.internal.secret", "load");
    settings.putAll(NO_QUOTA);
    String health = "http://localhost:%d/actuator/health/readiness".formatted(port);
    Path log = folder.resolve("%d-%s.log".formatted(workers, name));
    return new Worker(
        Program.start(workerJar, log, jvm, settings).awaitReady(() -> answers(health)), gc);
  }

  /** What a worker and those it works with have cost until now. */
  Cpu cpu(Worker worker) {
    return new Cpu(worker.program().cpu(), infrastructure.cpu(), cpuOfPostgres());
  }

  /** It has left the process that started it; its number is in its folder. */
  private double cpuOfPostgres() {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      Path file = files.filter(each -> each.endsWith("postmaster.pid")).findFirst().orElseThrow();
      ProcessHandle server =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
              .orElseThrow();
      return Program.cpu(server) + server.children().mapToDouble(Program::cpu).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
    infrastructure.close();
    google.close();
  }

  private Program startInfrastructure() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("calsync.local.parts", "kafka,postgres");
    settings.put("calsync.local.data", folder.resolve("data").toString());
    settings.put("calsync.local.ports.kafka", Integer.toString(kafkaPort));
    settings.put("calsync.local.ports.postgres", Integer.toString(postgresPort));
    Program program =
        Program.start(
            root.resolve("infra/local-stack/target/local-stack.jar"),
            folder.resolve("infrastructure.log"),
            List.of("-Xmx768m"),
            settings);
    return program.awaitReady(() -> program.printed().contains("ready postgres " + postgresPort));
  }

  private String databaseUrl() {
    return "jdbc:postgresql://localhost:%d/calsync".formatted(postgresPort);
  }

  private static boolean answers(String url) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false; // not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path emptied(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processor seconds. */
  record Cpu(double worker, double kafka, double postgres) {
    Cpu since(Cpu before) {
      return new Cpu(worker - before.worker, kafka - before.kafka, postgres - before.postgres);
    }
  }

  /** A running worker. */
  record Worker(Program program, Path gcLog) implements AutoCloseable {
    /** What it has collected until now. */
    GcLog heap() {
      try {
        return GcLog.of(Files.readAllLines(gcLog));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
