package dev.calsync.channel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A grant, or an address, that works again: calendars count as watched as soon as they are. */
class WorksAgainIntegrationTests extends WatchedCalendarsInstallation {
  /** Without a grant no channel can be ended; and Google may or may not have ended them with it. */
  @Test
  void whoReconnectsIsWatchedAtOnceByOldChannelsAndThenByNewOnes() {
    signInWatched();
    List<Row> old = channels("ACTIVE");
    old.forEach(this::push);
    await().untilAsserted(() -> assertThat(channelsWhere("confirmed_at is not null")).hasSize(2));
    jdbc.sql("update channel.account set state = 'NEEDS_REAUTHORIZATION'").update();
    String selection =
        "/api/accounts/%s/calendars/%s/selection"
            .formatted(accountOf(ada), old.getFirst().calendar());
    for (String selected : List.of("false", "true")) {
      ada.send("PUT", selection, "{\"selected\":" + selected + "}");
    }
    assertThat(unwatched()).isZero();

    GOOGLE.watchError = "503 backendError";
    signIn(new Browser(HOME));
    await().untilAsserted(() -> assertThat(channels("FAILED")).isNotEmpty());
    assertThat(channels("ACTIVE")).containsAll(old);
    GOOGLE.watchError = "";
    makeDue();
    await()
        .untilAsserted(
            () -> assertThat(channels("ACTIVE")).hasSize(2).doesNotContainAnyElementsOf(old));
  }

  /** The answer to a watch may come before its first push, and a fault before both. */
  @Test
  void whatWentWrongIsForgottenOnceAPushArrives() {
    GOOGLE.watchError = "401 push.webhookUrlUnauthorized";
    signIn(ada);
    await().untilAsserted(() -> assertThat(channels("FAILED")).hasSize(2));
    GOOGLE.watchError = "";
    makeDue();
    await().untilAsserted(() -> assertThat(channels("ACTIVE")).hasSize(2));
    channels("ACTIVE").forEach(this::push);
    await().untilAsserted(() -> assertThat(unwatched()).isZero());
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from channel.calendar
                     where listed and (last_error is not null or watch_attempts > 0)
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  private long unwatched() {
    return jdbc.sql("select count(*) from channel.calendar where listed and watched_until is null")
        .query(Long.class)
        .single();
  }
}
