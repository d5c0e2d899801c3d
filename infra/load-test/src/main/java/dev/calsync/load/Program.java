package dev.calsync.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A jar of the system, run as it runs in production: in a process of its own. */
final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration GOODBYE = Duration.ofSeconds(40);
  private static final List<String> OURS = List.of("CALSYNC_", "SPRING_", "SERVER_", "MANAGEMENT_");

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and does not wait.
   *
   * @param jvm options of its JVM
   * @param settings given on its command line
   */
  static Program start(Path jar, Path log, List<String> jvm, Map<String, String> settings) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run 'mvn package' first");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar.toString()));
    settings.forEach((setting, value) -> command.add("--" + setting + "=" + value));
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(key -> OURS.stream().anyMatch(key::startsWith));
      builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
      return new Program(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Program awaitReady(BooleanSupplier ready) {
    Wait.until(
        "readiness of " + log.getFileName(),
        PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(
                "it ended with %d; see %s".formatted(process.exitValue(), log));
          }
          return ready.getAsBoolean();
        });
    return this;
  }

  String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Processor seconds it has used until now. */
  double cpu() {
    return cpu(process.toHandle());
  }

  static double cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** Asks it to stop, and does not ask twice. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
