package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Command.UpdateEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** P26: no edit overwrites what its author has not seen, however many there are at once. */
class StaleEditsIntegrationTests extends EditingInstallation {
  private static final int EDITS = setting("stale-edits", 200);
  private static final int EVENTS = Math.max(10, EDITS / 20);

  /** The versions that somebody else made, as Google numbers them: it never gives one twice. */
  private final NavigableMap<Long, String> theirs = new ConcurrentSkipListMap<>();

  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * Half of the edits are of versions that are gone when they are made; the others race for the
   * same versions, with each other and with somebody who goes on renaming at Google meanwhile.
   */
  @Test
  void noneOfManyEditsAtOnceOverwritesAVersionThatItsAuthorHasNotSeen() throws Exception {
    List<String> ids = insertsMany("Event ", EVENTS);
    connect();
    awaitRest();
    Map<String, String> gone = google.holds(googleCalendar);
    gone.forEach((id, version) -> theirs.put(number(version), id));
    for (String id : ids) {
      renameAtGoogle(id);
    }
    Map<String, String> seen = google.holds(googleCalendar);
    List<UpdateEvent> edits = new ArrayList<>();
    for (int i = 0; i < EDITS; i++) {
      String id = ids.get(i % EVENTS);
      String version = String.valueOf((i / EVENTS % 2 == 0 ? gone : seen).get(id));
      edits.add(renames(id, version, "edit " + i));
    }

    Thread somebody = Thread.startVirtualThread(() -> goOnRenaming(ids));
    for (UpdateEvent edit : edits) {
      command(edit);
    }
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> count("APPLIED") + count("REJECTED") == EDITS);
    over.set(true);
    somebody.join();

    List<Applied> overwriting = overwriting();
    System.out.printf(
        "P26: %d edits of %d events, %d applied, %d rejected, %d changes by others, %d overwritten%n",
        EDITS,
        EVENTS,
        count("APPLIED"),
        count("REJECTED"),
        theirs.size() - EVENTS,
        overwriting.size());
    assertThat(overwriting).isEmpty();
    assertThat(count("APPLIED")).isBetween(1, EVENTS);
    assertThat(conflicts()).isEqualTo(count("REJECTED"));
  }

  /** Edits whose version followed, at Google, another than their authors had seen. */
  private List<Applied> overwriting() {
    List<Applied> applied = applied();
    NavigableMap<Long, String> all = new TreeMap<>(theirs);
    applied.forEach(one -> all.put(number(one.version()), one.event()));
    return applied.stream()
        .filter(one ->
            all.headMap(number(one.version()), false).descendingMap().entrySet().stream()
                    .filter(version -> version.getValue().equals(one.event()))
                    .mapToLong(Map.Entry::getKey)
                    .findFirst()
                    .orElse(0)
                != number(one.seen()))
        .toList();
  }

  private record Applied(String event, String version, String seen) {}

  private List<Applied> applied() {
    return jdbc.sql(
            """
            select event ->> 'id', event ->> 'etag', command ->> 'ifMatch' from sync.command
             where calendar_id = ? and status = 'APPLIED'
            """)
        .param(calendar.value())
        .query((row, _) -> new Applied(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  private void goOnRenaming(List<String> ids) {
    var random = new SplittableRandom(26);
    while (!over.get()) {
      try {
        renameAtGoogle(ids.get(random.nextInt(ids.size())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void renameAtGoogle(String id) throws IOException {
    Event renamed =
        google
            .client()
            .events()
            .patch(googleCalendar, id, new Event().setSummary("Somebody else's"))
            .execute();
    theirs.put(number(renamed.getEtag()), id);
  }

  private static long number(String version) {
    return Long.parseLong(version.replace("\"", ""));
  }

  private int count(String status) {
    return count("status", status);
  }

  private int conflicts() {
    return count("reason", "conflict");
  }

  private int count(String column, String value) {
    return jdbc.sql(
            "select count(*) from sync.command where calendar_id = ? and " + column + " = ?")
        .params(calendar.value(), value)
        .query(Integer.class)
        .single();
  }
}
