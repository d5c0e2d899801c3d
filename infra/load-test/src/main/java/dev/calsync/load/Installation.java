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
  /** Google's quota would else be what is measured. */
  private static final Map<String, String> NO_QUOTA =
      Map.of(
          "calsync.quota.project-per-minute", "1000000000",
          "calsync.quota.account-per-minute", "1000000000",
          "calsync.quota.per-day", "1000000000000",
          "calsync.quota.turns-per-account", "10000");

  private final Path root;
  private final Path folder;
  private final Jars jars;
  private final List<String> jvm;
  private final boolean recording;
  private final int kafkaPort = FreePort.next();
  private final int postgresPort = FreePort.next();
  private final StandInGoogle google = new StandInGoogle();
  private final Program infrastructure;
  private final Store store;
  private int started;

  /**
   * Starts all but the worker.
   *
   * @param root of the checkout, where the jars are
   * @param jars what is measured
   * @param jvm options of each one's JVM
   * @param recording whether each leaves a flight recording behind
   */
  Installation(Path root, Jars jars, List<String> jvm, boolean recording) {
    this.root = root;
    this.folder = emptied(root.resolve("infra/load-test/target/load"));
    this.jars = jars;
    this.jvm = jvm;
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

  /** Pushes without ingress. */
  Pushes pushes() {
    return new Pushes(bootstrapServers(), google, null);
  }

  /** Pushes as Google sends them. */
  Pushes pushes(Webhook webhook) {
    return new Pushes(bootstrapServers(), google, webhook);
  }

  ChangesTopic changes() {
    return new ChangesTopic(bootstrapServers());
  }

  /** A worker as in production, with half a gigabyte for its heap, but for the quotas. */
  Worker startWorker(String name) {
    return startWorker(name, NO_QUOTA);
  }

  /** The same, and within the quotas that it has by default. */
  Worker startWorkerWithinQuotas(String name) {
    return startWorker(name, Map.of());
  }

  private Worker startWorker(String name, Map<String, String> quotas) {
    int port = FreePort.next();
    Map<String, String> settings = settings(port);
    settings.put("calsync.google.api-url", google.url());
    settings.put("calsync.channel-manager-url", google.url());
    settings.put("calsync.internal.secret", "load");
    settings.putAll(quotas);
    Path gc = next(name, "gc");
    return new Worker(start(jars.worker(), name, gc, settings, port), gc);
  }

  /** A notifier as in production, with as much heap and the limits it has by default. */
  Notifier startNotifier(String name) {
    int port = FreePort.next();
    return new Notifier(startManaged(jars.notifier(), name, settings(port)), port);
  }

  /** An ingress as in production, with as much heap. */
  Ingress startIngress(String name) {
    int port = FreePort.next();
    Map<String, String> settings = settings(port);
    settings.put("calsync.google.client-secret", Webhook.CLIENT_SECRET);
    return new Ingress(startManaged(jars.ingress(), name, settings), port);
  }

  /** With a port of its own for its management. */
  private Program startManaged(Path jar, String name, Map<String, String> settings) {
    int management = FreePort.next();
    settings.put("management.server.port", Integer.toString(management));
    settings.put("management.server.address", "127.0.0.1");
    return start(jar, name, next(name, "gc"), settings, management);
  }

  private Program start(
      Path jar, String name, Path gc, Map<String, String> settings, int healthPort) {
    List<String> options = new ArrayList<>(jvm);
    options.add("-Xlog:gc:file=" + gc);
    if (recording) {
      options.add(
          "-XX:StartFlightRecording=settings=profile,filename="
              + folder.resolve("%d-%s.jfr".formatted(started, name)));
    }
    String health = "http://localhost:%d/actuator/health/readiness".formatted(healthPort);
    Path log = folder.resolve("%d-%s.log".formatted(started, name));
    return Program.start(jar, log, options, settings).awaitReady(() -> answers(health));
  }

  private Path next(String name, String ending) {
    return folder.resolve("%d-%s.%s".formatted(++started, name, ending));
  }

  private Map<String, String> settings(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", Integer.toString(port));
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.kafka.bootstrap-servers", bootstrapServers());
    settings.put("spring.datasource.url", databaseUrl());
    return settings;
  }

  /** What a worker and those it works with have cost until now. */
  Cpu cpu(Worker worker) {
    return new Cpu(worker.program().cpu(), infrastructure.cpu(), cpuOfPostgres());
  }

  private double cpuOfPostgres() {
    ProcessHandle server = postgres();
    return Program.cpu(server) + server.children().mapToDouble(Program::cpu).sum();
  }

  /** It has left the process that started it; its number is in its folder. */
  private ProcessHandle postgres() {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      Path file = files.filter(each -> each.endsWith("postmaster.pid")).findFirst().orElseThrow();
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on, the database has a processor for itself. */
  void apart() throws IOException {
    Apart.takeTheFirst(postgres());
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

  /** The builds that are measured. */
  record Jars(Path worker, Path notifier, Path ingress) {}

  /** A running notifier, and where its readers find it. */
  record Notifier(Program program, int port) {}
}
