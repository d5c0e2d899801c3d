package dev.calsync.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One program of the system, in a process of its own: to be killed, stopped and started again. */
final class Program {
  static final String SIMULATOR = "google-simulator";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> OURS =
      List.of("CALSYNC_", "SPRING_", "SERVER_", "MANAGEMENT_", "GOOGLE_SIMULATOR_");

  private static final List<String> JVM =
      List.of(
          java(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Duser.language=fa", // digits of its own, which no program reads
          "-Xlog:disable", // what the JVM says of shared classes is no line of the program's log
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private final String name;
  private final Path jar;
  private final List<String> settings;
  private final Predicate<Program> readiness;
  private final Path log;
  private volatile long logFrom;
  private volatile @Nullable Process process;

  /**
   * Describes it; {@link #start} starts it.
   *
   * @param module whose jar it is
   * @param settings given on its command line
   * @param readiness whether it does its work by now
   */
  Program(String name, String module, Map<String, String> settings, Predicate<Program> readiness) {
    this.name = name;
    this.readiness = readiness;
    this.log = Folders.system().resolve(name + ".log");
    this.jar = Unpacked.jar(module);
    this.settings =
        settings.entrySet().stream()
            .map(each -> "--" + each.getKey() + "=" + each.getValue())
            .toList();
    forgetEarlierRuns();
  }

  /** What starts a JVM like the one of the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** That this address answers with 200. */
  static Predicate<Program> answering(String url) {
    var http = new Http();
    return _ -> {
      try {
        return http.get(url).statusCode() == 200;
      } catch (RuntimeException _) {
        return false; // not yet
      }
    };
  }

  /** The sum of what it measures by this name. */
  double measures(String metric) {
    return new Http()
        .get(management() + "/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Where its operator looks. */
  String management() {
    String option = "--management.server.port=";
    return settings.stream()
        .filter(part -> part.startsWith(option))
        .map(part -> "http://localhost:" + part.substring(option.length()) + "/actuator")
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no management port"));
  }

  /** Starts and stops it once, unless that was done before: every later start is a faster one. */
  void rehearse() {
    Path classes = Unpacked.classes(jar);
    if (!Files.exists(classes)) {
      launch("-XX:ArchiveClassesAtExit=" + classes).awaitReady();
      stop(PATIENCE);
    }
  }

  /** Starts it and does not wait. */
  Program start() {
    Path classes = Unpacked.classes(jar);
    return Files.exists(classes) ? launch("-XX:SharedArchiveFile=" + classes) : launch();
  }

  private Program launch(String... options) {
    try {
      logFrom = Files.exists(log) ? Files.size(log) : 0;
      List<String> command = new ArrayList<>(JVM);
      // What is ours has to do with little; Google keeps what all tests have written.
      command.add(name.equals(SIMULATOR) ? "-Xmx768m" : "-Xmx256m");
      command.addAll(List.of(options));
      command.addAll(List.of("-jar", jar.toString()));
      command.addAll(settings);
      var builder = new ProcessBuilder(command);
      forgetOurs(builder.environment());
      builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
      process = builder.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this machine's owner has set must not reach a program that is under test. */
  static void forgetOurs(Map<String, String> environment) {
    environment.keySet().removeIf(key -> OURS.stream().anyMatch(key::startsWith));
  }

  Program awaitReady() {
    await(name + " is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isAliveOrTell() && readiness.test(this));
    return this;
  }

  Program startAgain() {
    return start().awaitReady();
  }

  /** As a supervisor does it: what ends because something it needs is down is started again. */
  void revive() {
    await(name + " is ready again")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> (isAlive() || start().isAlive()) && readiness.test(this));
  }

  /** As a power cut does it, with no time for anything. */
  void kill() {
    Process running = running();
    running.destroyForcibly();
    running.onExit().join();
  }

  /** Makes it stand still: it holds what it holds, and does not know that time goes on. */
  void freeze() {
    Signals.send("STOP", List.of(running().pid()));
  }

  /** Lets it go on as if nothing had been. */
  void thaw() {
    Signals.send("CONT", List.of(running().pid()));
  }

  /** As an operator does it, with time to tidy up; answers how long that took. */
  Duration stop(Duration atMost) {
    Process running = running();
    long from = System.nanoTime();
    running.destroy();
    try {
      if (!running.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
        throw new AssertionError(name + " did not stop within " + atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  /** What it has printed since it was last started. */
  String printed() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = (int) Math.min(logFrom, all.length);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that it has ever printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public String toString() {
    return name;
  }

  private void forgetEarlierRuns() {
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process running() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running;
  }

  private boolean isAliveOrTell() {
    if (!running().isAlive()) {
      throw new IllegalStateException(
          "%s ended with %d; %s says:%n%s"
              .formatted(name, running().exitValue(), log, lastLines()));
    }
    return true;
  }

  private String lastLines() {
    List<String> lines = printed().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
  }
}
