package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hits the processes of a system at moments drawn from a seed and lets each come back. What was hit
 * is mostly left alone until it works again, but one in four may be hit while it starts.
 */
final class Havoc implements AutoCloseable {
  private static final Duration BUSY = Duration.ofMillis(300);
  private static final int EARLY = 4;
  private static final int HANDS = 16;
  private static final Path DIARY = Folders.system().resolve("havoc.txt");

  private final RunningSystem system;
  private final List<Program> workers;
  private final Random random;
  private final List<Blow> blows;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(HANDS);
  private final Set<Object> down = ConcurrentHashMap.newKeySet();
  private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
  private final CountDownLatch left;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  Havoc(RunningSystem system, List<Program> workers, List<Blow> blows, long seed) {
    this.system = system;
    this.workers = workers;
    this.random = new Random(new SplittableRandom(seed).nextLong()); // near seeds begin alike
    this.blows = blows;
    this.left = new CountDownLatch(blows.size());
    write("seed " + seed + System.lineSeparator(), StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** From now on, one blow in each part of this time, at any moment of it. */
  void rages(Duration time) {
    long part = time.toMillis() / blows.size();
    for (int i = 0; i < blows.size(); i++) {
      Blow blow = blows.get(i);
      after(Duration.ofMillis(i * part + random.nextLong(part)), () -> strike(blow));
    }
  }

  /** Waits until the last has struck and all is up again. */
  void isOver(Duration atMost) throws InterruptedException {
    boolean over = left.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    RuntimeException failed = failure.get();
    if (failed != null || !over) {
      throw new IllegalStateException("havoc did not end; see " + DIARY, failed);
    }
    Stream.of(
            system.postgres(),
            system.kafka(),
            system.ingress(),
            system.channelManager(),
            system.notifier())
        .forEach(Program::revive);
    workers.forEach(Program::revive);
  }

  /** How often what struck. */
  synchronized String story() {
    int all = struck.values().stream().mapToInt(Integer::intValue).sum();
    return "%d blows, %d of them kill -9: %s".formatted(all, kills(), struck);
  }

  /** How many processes ended by it. */
  synchronized int kills() {
    return struck.entrySet().stream()
        .filter(each -> each.getKey().kills())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void strike(Blow blow) {
    switch (blow) {
      case WORKER_KILLED -> kill(blow, anyOf(workers));
      case WORKER_FROZEN, WORKER_OUTLIVES_ITS_LEASE -> freeze(blow, anyOf(workers));
      case BROKER_KILLED -> kill(blow, system.kafka());
      case BROKER_FROZEN -> freeze(blow, system.kafka());
      case INGRESS_KILLED -> kill(blow, system.ingress());
      case NOTIFIER_KILLED -> kill(blow, system.notifier());
      case NOTIFIER_FROZEN -> freeze(blow, system.notifier());
      case CHANNEL_MANAGER_KILLED -> kill(blow, system.channelManager());
      case DATABASE_KILLED ->
          hit(blow, system.postgres(), this::killDatabase, system.postgres()::revive);
      case DATABASE_FROZEN ->
          hit(blow, system.postgres(), system.postmaster()::freeze, system.postmaster()::thaw);
      case BACKEND_KILLED ->
          hit(blow, system.postgres(), () -> system.postmaster().killAChild(random), () -> {});
      case BACKENDS_TERMINATED -> hit(blow, system.postgres(), this::terminateBackends, () -> {});
    }
  }

  private void kill(Blow blow, Program program) {
    boolean early = random.nextInt(EARLY) == 0;
    hit(
        blow,
        program,
        program::kill,
        () -> {
          if (early) {
            program.start();
          } else {
            program.revive();
          }
        });
  }

  private void freeze(Blow blow, Program program) {
    hit(blow, program, program::freeze, program::thaw);
  }

  /** A victim that is down already is hit as soon as it is back. */
  private void hit(Blow blow, Program victim, Runnable blowItself, Runnable undo) {
    if (!down.add(victim)) {
      after(BUSY, () -> strike(blow));
      return;
    }
    Duration lasts;
    synchronized (this) {
      lasts = blow.lasts(random);
      struck.merge(blow, 1, Integer::sum);
    }
    note("%s for %d ms: %s".formatted(blow, lasts.toMillis(), victim));
    blowItself.run();
    after(
        lasts,
        () -> {
          undo.run();
          note("%s is over: %s".formatted(blow, victim));
          down.remove(victim);
          left.countDown();
        });
  }

  /** One that is not down, if there is one. */
  private synchronized Program anyOf(List<Program> programs) {
    List<Program> up = programs.stream().filter(each -> !down.contains(each)).toList();
    List<Program> choice = up.isEmpty() ? programs : up;
    return choice.get(random.nextInt(choice.size()));
  }

  private void killDatabase() {
    system.postmaster().kill();
    system.postgres().kill();
  }

  private void terminateBackends() {
    try (var connection = DriverManager.getConnection(system.databaseUrl());
        var statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
           where usename = current_user and pid <> pg_backend_pid()
          """);
    } catch (SQLException e) {
      note("nobody to terminate: " + e.getMessage()); // it was recovering
    }
  }

  private void after(Duration time, Runnable task) {
    var _ =
        clock.schedule(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                note("failed: " + e);
                failure.compareAndSet(null, e);
              }
            },
            time.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void note(String what) {
    write(Instant.now() + " " + what + System.lineSeparator(), StandardOpenOption.APPEND);
  }

  private static void write(String text, StandardOpenOption how) {
    try {
      Files.writeString(DIARY, text, StandardOpenOption.CREATE, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Strikes no more; what stands still goes on. */
  @Override
  public void close() {
    clock.shutdownNow();
    system.kafka().thaw();
    system.notifier().thaw();
    workers.forEach(Program::thaw);
    if (system.postgres().isAlive()) {
      system.postmaster().thaw();
    }
  }
}
