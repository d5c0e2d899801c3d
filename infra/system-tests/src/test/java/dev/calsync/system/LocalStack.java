package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The local stack with all its parts, on ports and data of its own. */
final class LocalStack {
  private static final List<String> PORTS =
      List.of(
          "front-door",
          "ingress",
          "sync-worker",
          "channel-manager",
          "notifier",
          "simulator",
          "kafka",
          "postgres",
          "ingress-management",
          "channel-manager-management",
          "notifier-management");

  private final Path data = Folders.newData("whole");
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Program program;
  private long databaseProcess;

  LocalStack() {
    settings.put("calsync.local.data", data.toString());
    settings.put("google-simulator.lively", "false");
    PORTS.forEach(
        port -> settings.put("calsync.local.ports." + port, Integer.toString(FreePort.next())));
    program =
        new Program(
            "local-stack",
            "infra/local-stack",
            settings,
            stack -> stack.printed().contains("Ready after"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-of-the-local-stack"));
  }

  /** Starts it and repeats what it says. */
  void starts() {
    program.startAgain();
    System.out.println(program.printed());
    databaseProcess = databaseProcess();
  }

  Duration stops(Duration atMost) {
    return program.stop(atMost);
  }

  HttpResponse<String> page() {
    return new Http().get(url() + "/");
  }

  Session signIn(String email) {
    var google = new SimulatedGoogle("http://localhost:" + port("simulator"));
    return Session.signedIn(url(), google.known(email));
  }

  /** A process that ended but was not yet collected by its parent has no command any more. */
  boolean hasLeftADatabaseRunning() {
    return ProcessHandle.of(databaseProcess)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().command())
        .isPresent();
  }

  void end() {
    if (program.isAlive()) {
      program.stop(Duration.ofSeconds(30));
    }
  }

  private String url() {
    return "http://localhost:" + port("front-door");
  }

  private String port(String name) {
    return String.valueOf(settings.get("calsync.local.ports." + name));
  }

  /** PostgreSQL writes its number into its folder. */
  private long databaseProcess() {
    try (var files = Files.walk(data)) {
      Path file =
          files
              .filter(path -> path.endsWith("postmaster.pid"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no postmaster.pid in " + data));
      return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
