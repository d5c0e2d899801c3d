package dev.calsync.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** PostgreSQL's own processes: one that listens, and its children, one for each connection. */
final class Postmaster {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;

  Postmaster(Path folder) {
    this.folder = folder;
  }

  /** All of it, at once, as a power cut does. */
  void kill() {
    List<Long> family = family();
    Signals.send("KILL", family);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> family.stream().noneMatch(Postmaster::runs));
  }

  /** One child, after which PostgreSQL trusts no other and recovers. */
  void killAChild(RandomGenerator random) {
    List<Long> children = family();
    children.removeFirst();
    if (!children.isEmpty()) {
      Signals.send("KILL", List.of(children.get(random.nextInt(children.size()))));
    }
  }

  void freeze() {
    Signals.send("STOP", family());
  }

  void thaw() {
    Signals.send("CONT", family());
  }

  private List<Long> family() {
    List<Long> family = new ArrayList<>();
    ProcessHandle.of(pid())
        .filter(process -> process.info().command().orElse("").contains("postgres"))
        .ifPresent(first -> {
          family.add(first.pid());
          first.children().forEach(child -> family.add(child.pid()));
        });
    if (family.isEmpty()) {
      throw new IllegalStateException("no PostgreSQL runs in " + folder);
    }
    return family;
  }

  /** It writes its number into its folder. */
  private long pid() {
    try (var files = Files.walk(folder, 2)) {
      Path file =
          files
              .filter(path -> path.endsWith("postmaster.pid"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no postmaster.pid in " + folder));
      return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that ended and was not yet collected by its parent has no command any more. */
  private static boolean runs(long process) {
    return ProcessHandle.of(process)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().command())
        .isPresent();
  }
}
