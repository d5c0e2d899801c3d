package dev.calsync.sync.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.CalendarId;
import dev.calsync.model.SyncToken;
import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.HostileServer;
import dev.calsync.sync.google.PageRoom;
import dev.calsync.sync.google.UnlimitedCalls;
import dev.calsync.sync.lease.FencedException;
import dev.calsync.sync.lease.Lease;
import dev.calsync.sync.lease.LeasedCalendars;
import dev.calsync.sync.quota.Work;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

@SuppressWarnings("NullAway") // nothing is asked in earnest, only awaited
class PagesTests {
  private int awaited;
  private final Pages pages =
      new Pages(
          null,
          null,
          new PageThreads() {
            @Override
            <T> Supplier<T> begin(Supplier<T> work) {
              return () -> {
                awaited++;
                return null;
              };
            }
          },
          new PageRoom());

  /** One reading of a calendar at a time, also where a turn fails while a page is on its way. */
  @Test
  void whoLeavesWaitsForThePageThatWasAskedAhead() {
    try (Pages.Walk walk = pages.walk()) {
      walk.askAhead(null);
      assertThat(awaited).isZero();
    }

    assertThat(awaited).isEqualTo(1);
  }

  @Test
  void aPageThatWasTakenIsNotWaitedForAgain() {
    try (Pages.Walk walk = pages.walk()) {
      walk.askAhead(null);
      var _ = walk.ask(null);
    }

    assertThat(awaited).isEqualTo(1);
  }

  /** A page that is too large is asked for in ever smaller ones, and each call may take long. */
  @Test
  void noSmallerPageIsAskedForOnceTheLeaseMayEndMeanwhile() throws Exception {
    var now = new AtomicReference<>(Instant.EPOCH);
    byte[] tooLarge =
        ("{\"items\":[{\"id\":\"x\",\"a\":\"" + "y".repeat(UnlimitedCalls.PAGE_BYTES))
            .getBytes(StandardCharsets.US_ASCII);
    try (var server =
        new HostileServer(out -> {
          now.updateAndGet(time -> time.plusSeconds(30));
          HostileServer.body(out, 200, "X: y", tooLarge);
        })) {
      LeasedCalendars leased = leased(now::get);
      var google = UnlimitedCalls.google(server);
      Lease lease =
          new OneCalendar(null, new CalendarId(UUID.randomUUID()))
              .lease(Instant.EPOCH, Instant.EPOCH.plusSeconds(40));
      var question =
          new Pages.Question(lease, UnlimitedCalls.token(), Work.LIVE, new SyncToken("t"), null);

      try (Pages.Walk walk = new Pages(google, leased, new PageThreads(), new PageRoom()).walk()) {
        assertThatThrownBy(() -> walk.ask(question)).isInstanceOf(FencedException.class);
      }

      assertThat(server.requests).hasSize(2);
      assertThat(server.requests.getLast()).contains("maxResults=250&");
    }
  }

  /** Else there were none for others after a while, whoever fails while a page is on its way. */
  @Test
  void whoLeavesGivesBackTheRoomOfBothPages() throws Exception {
    byte[] page =
        "{\"items\":[{\"id\":\"x\"}],\"nextPageToken\":\"p\"}".getBytes(StandardCharsets.US_ASCII);
    var room = new PageRoom(64_000_000);
    try (var server = new HostileServer(out -> HostileServer.body(out, 200, "X: y", page))) {
      LeasedCalendars leased = leased(() -> Instant.EPOCH);
      Lease lease =
          new OneCalendar(null, new CalendarId(UUID.randomUUID()))
              .lease(Instant.EPOCH, Instant.EPOCH.plusSeconds(40));
      var everything = new Pages.Question(lease, UnlimitedCalls.token(), Work.LIVE, null, null);
      var pages = new Pages(UnlimitedCalls.google(server), leased, new PageThreads(), room);

      try (Pages.Walk walk = pages.walk()) {
        var _ = walk.ask(everything);
        walk.askAhead(everything);
        var _ = walk.ask(everything);
        walk.askAhead(everything);
        assertThat(server.requests).isNotEmpty();
      }
    }

    assertThat(room.isFree()).isTrue();
  }

  /** As Spring makes it, for which alone it is; no row is asked. */
  private static LeasedCalendars leased(InstantSource clock) throws NoSuchMethodException {
    return BeanUtils.instantiateClass(
        LeasedCalendars.class.getDeclaredConstructor(
            JdbcClient.class, SyncProperties.class, InstantSource.class),
        null,
        Settings.withPermits(1),
        clock);
  }
}
