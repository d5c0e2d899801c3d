package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of those who leave, and of what was only put aside. */
class ForgettingIntegrationTests extends SyncInstallation {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void nothingIsLeftOfAPersonWhoLeftButTheirTombstones() throws Exception {
    google.inserts(googleCalendar, "Lunch");
    google.inserts(googleCalendar, "Dinner");
    connect();
    awaitMirrorEqualsGoogle();
    assertThat(tables()).contains("sync.calendar_sync", "sync.change_log", "sync.user_feed");

    disconnect();
    lifecycle(new Lifecycle.PersonForgotten(user, 1, Instant.now()));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(tables()).isEmpty());
    assertThat(lastStates()).hasSize(2).allSatisfy((_, value) -> assertThat(value).isEmpty());
  }

  @Test
  void aPersonIsForgottenWhateverWasHeardFirst() throws Exception {
    google.inserts(googleCalendar, "Lunch");
    connect();
    awaitMirrorEqualsGoogle();

    lifecycle(new Lifecycle.PersonForgotten(user, 1, Instant.now()));
    disconnect();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(rowsOf("sync.event") + rowsOf("sync.change_log")).isZero());
    assertThat(lastStates()).allSatisfy((_, value) -> assertThat(value).isEmpty());
  }

  @Test
  void aDisconnectedAccountsLogIsKeptAsLongAsAnyForWhoeverStillReadsTheFeed() throws Exception {
    google.inserts(googleCalendar, "Lunch");
    connect();
    awaitMirrorEqualsGoogle();

    disconnect();

    await().untilAsserted(() -> assertThat(mirror()).isEmpty());
    assertThatNumbersAreDense();
    jdbc.sql("update sync.calendar_sync set forget_at = now() where calendar_id = ?")
        .param(calendar.value())
        .update();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(tables()).containsExactly("sync.user_feed"));
  }

  /** The first 5,000 are gone: somebody died who had begun. */
  @Test
  void aCalendarThatHasToldMuchIsForgottenPartByPartThoughWhoBeganDied() throws Exception {
    connect();
    awaitMirrorEqualsGoogle();
    disconnect();
    await().untilAsserted(() -> assertThat(column("due_at")).isNull());
    jdbc.sql(
            """
            with told as (
              update sync.calendar_sync set change_seq = change_seq + 17000,
                                            published_seq = published_seq + 17000
               where calendar_id = :id returning change_seq - 17000 as before)
            insert into sync.change_log (calendar_id, seq, user_id, feed_seq, type, origin, occurred_at, data)
            select :id, before + i, :user, 1000000 + i, 'calsync.event.updated.v1', 'PUSH', now(), '{}'
              from told, generate_series(5001, 17000) i
            """)
        .param("id", calendar.value())
        .param("user", user.value())
        .update();

    lifecycle(new Lifecycle.PersonForgotten(user, 1, Instant.now()));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(tables()).isEmpty());
  }

  @Test
  void aCalendarThatIsOnlyPutAsideIsNeverForgottenForGood() throws Exception {
    connect();
    await().untilAsserted(() -> assertThat(column("last_synced_at")).isNotNull());
    removeCalendar();
    await().untilAsserted(() -> assertThat(column("due_at")).isNull());
    assertThat(
            jdbc.sql("select isfinite(forget_at) from sync.calendar_sync where calendar_id = ?")
                .param(calendar.value())
                .query(Boolean.class)
                .single())
        .isFalse();
  }

  /** As the channel manager does it: the account first, then its calendars. */
  private void disconnect() throws Exception {
    lifecycle(new Lifecycle.AccountDisconnected(account, user, ++version, Instant.now()));
    removeCalendar();
  }

  /** The tables in which an id of these people still stands. */
  private List<String> tables() {
    String ids = String.join("|", user.toString(), account.toString(), calendar.toString());
    return jdbc
        .sql(
            "select 'sync.' || table_name from information_schema.tables where table_schema = 'sync'")
        .query((row, _) -> row.getString(1))
        .list()
        .stream()
        .filter(table ->
            jdbc.sql("select exists (select from " + table + " t where t::text ~ ?)")
                .param(ids)
                .query(Boolean.class)
                .single())
        .toList();
  }

  private long rowsOf(String table) {
    return jdbc.sql("select count(*) from " + table + " where calendar_id = ?")
        .param(calendar.value())
        .query(Long.class)
        .single();
  }

  /** What compaction will leave of each event: nothing, where the text is empty. */
  private Map<String, String> lastStates() {
    Map<String, String> last = new HashMap<>();
    for (var record : Topic.read(Topics.STATE, key -> key.startsWith(calendar.toString()))) {
      last.put(record.key(), record.value() == null ? "" : record.value());
    }
    return last;
  }
}
