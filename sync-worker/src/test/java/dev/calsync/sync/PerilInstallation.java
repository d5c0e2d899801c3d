package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Events;
import dev.calsync.model.CloudEventHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** A worker that polls seldom, so that only what a test does gives a turn; its turns may die. */
@TestPropertySource(
    properties = {
      "calsync.sync.page-size=${guarantees.page-size:50}",
      "calsync.sync.poll-watched=6h",
      "calsync.sync.poll-unwatched=6h",
      "calsync.audit.calendars-per-hour=0",
      "calsync.quota.account-per-minute=1000000",
      "calsync.quota.project-per-minute=1000000"
    })
@Import(PerilInstallation.Perils.class)
abstract class PerilInstallation extends WorkerInstallation {
  @Autowired DataSource database;
  @Autowired InstantSource monotonicClock;

  @TestConfiguration(proxyBeanMethods = false)
  static class Perils {
    @Bean
    static BeanPostProcessor perils() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return switch (bean) {
            case DataSource it -> new PerilousDatabase(it);
            case InstantSource it when name.equals("monotonicClock") -> new PassingTime(it);
            default -> bean;
          };
        }
      };
    }
  }

  @BeforeEach
  void nothingElseIsDue() {
    jdbc.sql("update sync.calendar_sync set due_at = null").update();
    jdbc.sql("update sync.quota set tokens = 1e9, factor = 1, paused_until = null").update();
  }

  final PerilousDatabase perils() {
    return (PerilousDatabase) database;
  }

  final PassingTime time() {
    return (PassingTime) monotonicClock;
  }

  /** Many at once, with {@code label} in their summaries. */
  final List<String> insertsMany(String label, int count) {
    return insertsAll(
        IntStream.range(0, count).mapToObj(i -> event(label + i, "")).toArray(String[]::new));
  }

  /** A worker that died is not waited for, nor a back-off. */
  final void theLeaseEnds() {
    jdbc.sql(
            """
            update sync.calendar_sync
               set lease_until = now(), due_at = now(), not_before = null, resyncs = 0
             where calendar_id = ?
            """)
        .param(calendar.value())
        .update();
  }

  final boolean areChangesStopped() {
    return jdbc.sql("select 1 from sync.quota where scope = ? and writes_stopped_until > now()")
        .param(account.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Google's stop of the account's changes is over; a worker hears of it within a second. */
  final void changesAreTakenAgain() {
    jdbc.sql("update sync.quota set writes_stopped_until = null where scope = ?")
        .param(account.value())
        .update();
  }

  final boolean isAtRest() {
    return jdbc.sql(
            """
            select 1 from sync.calendar_sync
             where calendar_id = ? and sync_token is not null and lease_owner is null
               and last_error is null and due_at > now() + interval '1 minute'
            """)
        .param(calendar.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  final void awaitRest() {
    await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(2)).until(this::isAtRest);
  }

  /**
   * Who has nothing but our rows and goes on from our cursor with Google's own client comes to hold
   * what Google holds: cursor and rows belong together.
   */
  final void assertThatCursorAndRowsBelongTogether() throws IOException {
    Map<String, String> held = new TreeMap<>(mirror());
    String token = (String) column("sync_token");
    @Nullable String page = token == null ? (String) column("page_token") : null;
    do {
      Events answer =
          google
              .client()
              .events()
              .list(googleCalendar)
              .setMaxResults(50)
              .setSyncToken(token)
              .setPageToken(page)
              .execute();
      for (var event : answer.getItems()) {
        if ("cancelled".equals(event.getStatus())) {
          held.remove(event.getId());
        } else {
          held.put(event.getId(), event.getEtag());
        }
      }
      page = answer.getNextPageToken();
    } while (page != null);
    assertThat(held).isEqualTo(google.holds(googleCalendar));
  }

  /** Mirror, log, both topics: as Google has it, without a gap, and told once or more. */
  final void assertThatAllIsWell() throws IOException {
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
    long head = head();
    assertThat(column("published_seq")).isEqualTo(head);
    List<Long> seqs =
        changes(calendar).stream()
            .map(change -> Long.valueOf(Topic.header(change, CloudEventHeaders.SEQ)))
            .distinct()
            .toList();
    assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
    assertThatEachRecordIsItsRowInTheLog();
    assertThatStateTopicEqualsMirror();
  }

  /** Told from memory or from the log, once or again: always the same. */
  private void assertThatEachRecordIsItsRowInTheLog() {
    Map<Long, String> log = new TreeMap<>();
    jdbc.sql("select seq, feed_seq, occurred_at, data from sync.change_log where calendar_id = :id")
        .param("id", calendar.value())
        .query((row, _) ->
            log.put(
                row.getLong(1),
                row.getLong(2)
                    + " "
                    + row.getObject(3, OffsetDateTime.class).toInstant()
                    + " "
                    + row.getString(4)))
        .list();
    for (var change : changes(calendar)) {
      String told =
          Topic.header(change, CloudEventHeaders.FEED_SEQ)
              + " "
              + Topic.header(change, CloudEventHeaders.TIME)
              + " "
              + change.value();
      assertThat(told)
          .isEqualTo(log.get(Long.valueOf(Topic.header(change, CloudEventHeaders.SEQ))));
    }
  }

  /** What the log tells after {@code seq}, oldest first. */
  final List<String> toldAfter(long seq) {
    return jdbc.sql(
            """
            select type || coalesce(' ' || event_id, '') from sync.change_log
             where calendar_id = ? and seq > ? order by seq
            """)
        .param(calendar.value())
        .param(seq)
        .query((row, _) -> row.getString(1))
        .list();
  }

  final long head() {
    return jdbc.sql("select change_seq from sync.calendar_sync where calendar_id = ?")
        .param(calendar.value())
        .query(Long.class)
        .single();
  }

  static int setting(String name, int otherwise) {
    return Integer.getInteger("guarantees." + name, otherwise);
  }
}
