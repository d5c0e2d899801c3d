package dev.calsync.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The whole system on ports nobody else uses: broker, database, simulated Google, four services and
 * the front door, each a process of its own. One per test JVM, ended with it.
 */
final class RunningSystem {
  /** The OAuth client that simulated Google knows. */
  static final String CLIENT = "calsync-local";

  static final String CLIENT_SECRET = "calsync-local-secret";

  private static final String LOCAL_STACK = "infra/local-stack";

  private final Path data = Folders.newData("data");
  private final int frontDoorPort = FreePort.next();
  private final int kafkaPort = FreePort.next();
  private final int postgresPort = FreePort.next();
  private final int simulatorPort = FreePort.next();
  private final int ingressPort = FreePort.next();
  private final int workerPort = FreePort.next();
  private final int channelManagerPort = FreePort.next();
  private final int notifierPort = FreePort.next();

  private final Program kafka = part("kafka", kafkaPort);
  private final Program postgres = part("postgres", postgresPort);
  private final Program frontDoor = part("front-door", frontDoorPort);
  private final Program simulator = newSimulator();
  private final Program ingress = service("ingress-webhook", ingressPort, Map.of());
  private final Program worker = newWorker("sync-worker", workerPort, Map.of());
  private final Program channelManager = newChannelManager();
  private final Program notifier = service("notifier", notifierPort, database("calsync_notifier"));

  private RunningSystem() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-of-the-system"));
    long from = System.nanoTime();
    kafka.rehearse();
    start(kafka, postgres, simulator, frontDoor);
    start(channelManager);
    worker.rehearse();
    start(worker, ingress, notifier);
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    System.out.printf("The system runs at %s after %d ms%n", url(), took.toMillis());
  }

  static RunningSystem shared() {
    return Holder.SYSTEM;
  }

  /** Where people and programs meet it. */
  String url() {
    return "http://localhost:" + frontDoorPort;
  }

  int frontDoorPort() {
    return frontDoorPort;
  }

  String googleUrl() {
    return "http://localhost:" + simulatorPort;
  }

  String bootstrapServers() {
    return "localhost:" + kafkaPort;
  }

  SimulatedGoogle google() {
    return new SimulatedGoogle(googleUrl());
  }

  /** JDBC's address of the database, for somebody who may read everything. */
  String databaseUrl() {
    return "jdbc:postgresql://localhost:" + postgresPort + "/calsync?user=calsync";
  }

  Program kafka() {
    return kafka;
  }

  Program postgres() {
    return postgres;
  }

  /** The processes of the database itself; {@link #postgres} is the program that started them. */
  Postmaster postmaster() {
    return new Postmaster(data.resolve("postgres"));
  }

  Program ingress() {
    return ingress;
  }

  Program worker() {
    return worker;
  }

  /** What the worker measures, line by line. */
  Stream<String> workerMetrics() {
    String url = "http://localhost:%d/actuator/prometheus".formatted(workerPort);
    return new Http().get(url).body().lines();
  }

  /** One more worker, with settings of its own; whoever starts it ends it. */
  Program anotherWorker(String name, Map<String, String> own) {
    return newWorker(name, FreePort.next(), own);
  }

  Program channelManager() {
    return channelManager;
  }

  Program notifier() {
    return notifier;
  }

  /** A program that acts for this person. */
  Session signIn(Person person) {
    return Session.signedIn(url(), person);
  }

  /** Where all of it is, as the environment would tell somebody who sets it up. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("CALSYNC_GOOGLE_CLIENT_ID", CLIENT);
    variables.put("CALSYNC_GOOGLE_CLIENT_SECRET", CLIENT_SECRET);
    variables.put("CALSYNC_GOOGLE_API_URL", googleUrl() + "/");
    variables.put("CALSYNC_GOOGLE_ISSUER_URL", googleUrl());
    variables.put("CALSYNC_PUBLIC_URL", url());
    variables.put("CALSYNC_WEBHOOK_URL", url() + "/api/calendar/webhook");
    variables.put("CALSYNC_CHANNEL_MANAGER_URL", "http://localhost:" + channelManagerPort);
    variables.put("SPRING_DATASOURCE_URL", database("calsync").get("spring.datasource.url"));
    variables.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
    return variables;
  }

  /** What a test has killed and not started again; waits until all of it works. */
  void startWhatIsDown() {
    for (Program program : List.of(kafka, postgres, ingress, worker, channelManager, notifier)) {
      program.revive();
    }
  }

  private static void start(Program... programs) {
    List.of(programs).forEach(Program::start);
    List.of(programs).forEach(Program::awaitReady);
  }

  private Program part(String name, int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("calsync.local.parts", name);
    settings.put("calsync.local.data", data.toString());
    settings.put("calsync.local.ports.front-door", Integer.toString(frontDoorPort));
    settings.put("calsync.local.ports.kafka", Integer.toString(kafkaPort));
    settings.put("calsync.local.ports.postgres", Integer.toString(postgresPort));
    settings.put("calsync.local.ports.ingress", Integer.toString(ingressPort));
    settings.put("calsync.local.ports.channel-manager", Integer.toString(channelManagerPort));
    settings.put("calsync.local.ports.notifier", Integer.toString(notifierPort));
    String line = "ready %s %d".formatted(name, port);
    return new Program(name, LOCAL_STACK, settings, part -> part.printed().contains(line));
  }

  private Program newSimulator() {
    Map<String, String> settings =
        Map.of(
            "server.port", Integer.toString(simulatorPort),
            "server.address", "127.0.0.1",
            "google-simulator.demo-data", "true",
            "google-simulator.lively", "false");
    String discovery = googleUrl() + "/.well-known/openid-configuration";
    return new Program(
        Program.SIMULATOR, "infra/" + Program.SIMULATOR, settings, Program.answering(discovery));
  }

  /** Small pages and the shortest lease, so that there is a middle to be killed in. */
  private Program newWorker(String name, int port, Map<String, String> own) {
    Map<String, String> settings = new LinkedHashMap<>(database("calsync"));
    settings.put("calsync.sync.page-size", "200");
    settings.put("calsync.sync.lease", "36s");
    settings.put("calsync.channel-manager-url", "http://localhost:" + channelManagerPort);
    settings.put("management.server.port", Integer.toString(port));
    settings.putAll(own);
    return service(name, "sync-worker", port, settings);
  }

  private Program newChannelManager() {
    Map<String, String> settings = new LinkedHashMap<>(database("calsync"));
    settings.put("calsync.webhook-url", url() + "/api/calendar/webhook");
    settings.put("calsync.vault.keyset-file", data.resolve("vault-keyset.json").toString());
    settings.put("calsync.watch.account-calls-per-minute", "10000"); // people with thousands
    return service("channel-manager", channelManagerPort, settings);
  }

  private Program service(String name, int port, Map<String, String> own) {
    return service(name, name, port, own);
  }

  private Program service(String name, String module, int port, Map<String, String> own) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", Integer.toString(port));
    settings.put("server.address", "127.0.0.1");
    settings.put("management.server.port", Integer.toString(FreePort.next()));
    settings.put("spring.kafka.bootstrap-servers", bootstrapServers());
    settings.put("calsync.google.client-id", CLIENT);
    settings.put("calsync.google.client-secret", CLIENT_SECRET);
    settings.put("calsync.google.api-url", googleUrl() + "/");
    settings.put("calsync.google.issuer-url", googleUrl());
    settings.put("calsync.public-url", url());
    // The least that a broker allows: half of what is tested here is what comes after a kill.
    settings.put("spring.kafka.consumer.properties.session.timeout.ms", "6000");
    settings.put("spring.kafka.consumer.properties.heartbeat.interval.ms", "1000");
    settings.putAll(own);
    String health =
        "http://localhost:" + settings.get("management.server.port") + "/actuator/health/readiness";
    return new Program(name, module, settings, Program.answering(health));
  }

  private Map<String, String> database(String user) {
    return Map.of(
        "spring.datasource.url",
        "jdbc:postgresql://localhost:" + postgresPort + "/calsync",
        "spring.datasource.username",
        user);
  }

  /** The database is asked, as it has a process of its own; the others have nothing to lose. */
  private void end() {
    for (Program program :
        List.of(frontDoor, notifier, worker, channelManager, ingress, simulator, kafka)) {
      if (program.isAlive()) {
        program.kill();
      }
    }
    if (postgres.isAlive()) {
      postgres.stop(Duration.ofSeconds(10));
    }
  }

  private static final class Holder {
    static final RunningSystem SYSTEM = new RunningSystem();
  }
}
