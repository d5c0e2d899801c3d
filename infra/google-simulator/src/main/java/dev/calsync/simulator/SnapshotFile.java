package dev.calsync.simulator;

import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.Json;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.time.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps everything in one file, so that whoever was connected still is after a restart. Written a
 * moment after each change, so a crash loses about a second.
 */
class SnapshotFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final @Nullable Path file;
  private final Administration administration;
  private final Authority authority;
  private final MovableClock clock;
  private final boolean restored;
  private final @Nullable Thread thread;
  private List<Long> saved = List.of(0L, 0L, 0L);

  SnapshotFile(
      @Nullable Path file, Administration administration, Authority authority, MovableClock clock) {
    this.file = file;
    this.administration = administration;
    this.authority = authority;
    this.clock = clock;
    this.restored = file != null && Files.exists(file) && restore(file);
    this.thread = file == null ? null : Thread.ofVirtual().name("snapshot").start(this::keep);
  }

  /** Whether there was something to go on with. */
  boolean restored() {
    return restored;
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
    save();
  }

  private boolean restore(Path from) {
    Map<String, Object> json = JSON.readValue(from.toFile(), new TypeReference<>() {});
    // First the time: what is restored then is as old as it was.
    clock.advance(Duration.parse(Json.text(json, "clockAhead", "PT0S")));
    administration.restore(json);
    for (Map<String, Object> grant : Json.objects(json, "grants")) {
      authority.restore(
          Json.text(grant, "email", ""),
          Json.text(grant, "clientId", ""),
          Json.texts(grant, "scopes"),
          Json.texts(grant, "refreshTokens"),
          Json.objects(grant, "ages"));
    }
    return true;
  }

  private void keep() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        save();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void save() {
    Duration ahead = clock.ahead();
    List<Long> version = List.of(administration.version(), authority.version(), ahead.toMillis());
    if (file == null || version.equals(saved)) {
      return;
    }
    try {
      Map<String, Object> json = administration.snapshot();
      json.put("grants", authority.snapshot());
      json.put("clockAhead", ahead.toString());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(fresh, JSON.writeValueAsBytes(json));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      saved = version;
    } catch (IOException e) {
      LOG.warn("The simulated Google cannot be kept in {}", file, new UncheckedIOException(e));
    }
  }
}
