package dev.calsync.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Lifecycle;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The four statements against a real PostgreSQL; a worker is a pair of objects. */
class LeaseIntegrationTests {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration DEBOUNCE = Duration.ofMillis(1);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final JdbcClient jdbc = migrated();

  private final CalendarId calendar = new CalendarId(UUID.randomUUID());
  private final AccountId account = new AccountId(UUID.randomUUID());
  private final UserId user = new UserId(UUID.randomUUID());
  private final Registry registry = new Registry(jdbc);
  private final Worker worker = worker(Duration.ZERO);
  private final Worker otherWorker = worker(Duration.ZERO);
  private final Worker patient = worker(CALM);

  @BeforeEach
  void aCalendarThatIsDue() {
    jdbc.sql("delete from sync.calendar_sync").update();
    registry.keep(added(1), calendar, "ada@example.com", null, 3);
  }

  @Test
  void aNewCalendarIsDueAtOnceAndClaimedByOneOnly() {
    assertThat(worker.due().claimIn(List.of(3), Kind.BACKFILL, 10)).hasSize(1);
    assertThat(otherWorker.due().claimIn(List.of(3), Kind.BACKFILL, 10)).isEmpty();
    assertThat(otherWorker.due().claim(Set.of(calendar), Kind.BACKFILL, 10)).isEmpty();
  }

  @Test
  @KnownBug(Complaint.PUSH_DURING_SYNC_LOST)
  void anyNumberOfPokesDuringATurnCostExactlyOneMore() {
    Lease lease = claim(worker);
    IntStream.range(0, 100)
        .forEach(_ -> otherWorker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE));

    assertThat(worker.leased().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isTrue();
    Lease second = claimWhenDue(otherWorker);
    assertThat(otherWorker.leased().finish(second, 0, DEBOUNCE, Duration.ofHours(1), false))
        .isFalse();
    assertThat(worker.due().claim(Set.of(calendar), Kind.BACKFILL, 1)).isEmpty();
  }

  @Test
  void aPokeBeforeTheClaimIsAnsweredByThatTurn() {
    worker.due().poke(Map.of(calendar, Poke.ONCE.and(Poke.ONCE)), Asked.BY_GOOGLE);
    Lease lease = claimWhenDue(worker);

    assertThat(lease.occasion().pushed()).isTrue();
    assertThat(lease.occasion().asked()).isEqualTo(3); // When it was connected, and twice now.
    assertThat(worker.leased().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isFalse();
  }

  @Test
  @KnownBug(Complaint.TOKEN_OF_ANOTHER)
  void anOvertakenTurnCanDoNothingAnyMore() {
    Lease zombie = claim(worker);
    theLeaseEnds();
    Lease successor = claim(otherWorker);

    assertThat(successor.epoch()).isGreaterThan(zombie.epoch());
    assertThatThrownBy(() -> worker.leased().advance(zombie, 1, zombie.progress(), 0))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.leased().published(zombie, 1))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.leased().finish(zombie, 0, DEBOUNCE, LEASE, false))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.leased().backOff(zombie, LEASE, ""))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> worker.leased().park(zombie, Parking.ACCESS_LOST, "", null))
        .isInstanceOf(FencedException.class);
    assertThat(otherWorker.leased().advance(successor, 1, successor.progress(), 0).lastSeq())
        .isZero();
  }

  /** P10: whatever an overtaken turn tries, a hundred times out of a hundred no row is touched. */
  @Test
  void ofAHundredStaleWritesAHundredAreRejected() {
    for (int i = 0; i < 100; i++) {
      Lease zombie = claim(worker);
      theLeaseEnds();
      Lease successor = claim(otherWorker);
      List<Map<String, @Nullable Object>> rows = rows();
      List<Runnable> writes =
          List.of(
              () -> worker.leased().requireHeld(zombie),
              () -> worker.leased().advance(zombie, 1, zombie.progress(), 0),
              () -> worker.leased().published(zombie, 1),
              () -> worker.leased().finish(zombie, 0, DEBOUNCE, LEASE, false),
              () -> worker.leased().backOff(zombie, LEASE, ""),
              () -> worker.leased().postpone(zombie, LEASE),
              () -> worker.leased().park(zombie, Parking.ACCESS_LOST, "", null));
      for (Runnable write : writes) {
        assertThatThrownBy(write::run).isInstanceOf(FencedException.class);
      }
      assertThat(rows()).isEqualTo(rows);
      otherWorker.leased().finish(successor, 0, DEBOUNCE, Duration.ZERO, false);
      theLeaseEnds();
    }
  }

  @Test
  void aPushSoonAfterAReadingIsReadAtOnceWhereThereIsNoBurst() {
    patient.leased().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);

    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void aPushAfterAQuietTimeIsReadAtOnce() {
    patient.leased().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    jdbc.sql("update sync.calendar_sync set last_synced_at = now() - interval '11 s'").update();
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);

    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void inABurstAPushSoonAfterAReadingWaitsForQuietAndAStreamOfThemTwiceAsLong() {
    patient.leased().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);
    assertThat(dueIn()).isBetween(QUIET.minusMillis(900), QUIET);

    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);
    assertThat(dueIn()).isBetween(QUIET.multipliedBy(2).minusMillis(900), QUIET.multipliedBy(2));
  }

  @Test
  void aStreamOfPushesIsReadNoLaterThanItsTimeAfterTheLastReading() {
    patient.leased().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    jdbc.sql("update sync.calendar_sync set last_synced_at = now() - interval '9 s'").update();
    IntStream.range(0, 3)
        .forEach(_ -> patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST));

    assertThat(dueIn()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
  }

  @Test
  void inABurstWhatWasPushedDuringATurnWaitsForQuietUnlessAnEditWaitsToo() {
    Lease lease = claim(patient);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);
    patient.leased().finish(lease, 0, QUIET, Duration.ofHours(1), false);
    assertThat(dueIn()).isBetween(QUIET.minusMillis(900), QUIET);

    theLeaseEnds();
    lease = claim(patient);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    jdbc.sql(
            """
            insert into sync.command (command_id, calendar_id, user_id, command, status)
            values (gen_random_uuid(), ?, ?, '{}', 'PENDING')
            """)
        .params(calendar.value(), user.value())
        .update();
    patient.leased().finish(lease, 0, QUIET, Duration.ofHours(1), false);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void whatWeAskForOurselvesDoesNotWaitForQuietNorIsItPutOff() {
    patient.leased().finish(claim(patient), 0, DEBOUNCE, Duration.ofHours(1), false);
    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_US);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));

    patient.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE_IN_A_BURST);
    assertThat(dueIn()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void theClaimSaysWhetherAnythingIsLeftToTellOrToExecute() {
    Lease lease = claim(worker);
    assertThat(lease.standing().told().all()).isTrue();
    assertThat(lease.standing().edited()).isFalse();
    worker.leased().advance(lease, 2, lease.progress(), 0);
    theLeaseEnds();

    lease = claim(worker);
    assertThat(lease.standing().told()).isEqualTo(new Lease.Told(0, false));
    worker.leased().finish(lease, 2, DEBOUNCE, Duration.ZERO, false);
    assertThat(claimWhenDue(worker).standing().told()).isEqualTo(new Lease.Told(2, true));
  }

  @Test
  void eventsOwedToTheStateTopicAreSeenByTheClaimAndByTheFence() {
    jdbc.sql("insert into sync.state_owed (calendar_id, event_id) values (:calendar, 'e')")
        .param("calendar", calendar.value())
        .update();
    Lease lease = claim(worker);

    assertThat(lease.standing().told().all()).isFalse();
    assertThat(worker.leased().advance(lease, 0, lease.progress(), 0).owed()).isTrue();
  }

  private static List<Map<String, @Nullable Object>> rows() {
    return jdbc.sql("select * from sync.calendar_sync").query().listOfRows();
  }

  @Test
  void aTurnThatSleptTooLongStopsByItselfBeforeItsLeaseEnds() {
    Lease lease = claim(worker).renewed(Instant.MIN);

    assertThatThrownBy(() -> worker.leased().requireTime(lease))
        .isInstanceOf(FencedException.class);
  }

  @Test
  void aCrashedWorkersCalendarSimplyBecomesDueAgainAndHasNotFailed() {
    claim(worker);
    theLeaseEnds();

    assertThat(claim(otherWorker).standing().failures()).isZero();
  }

  @Test
  void failuresAreCountedUntilATurnSucceeds() {
    worker.leased().backOff(claim(worker), Duration.ZERO, "503");
    worker.leased().backOff(claim(worker), Duration.ZERO, "503");
    Lease third = claim(worker);

    assertThat(third.standing().failures()).isEqualTo(2);
    worker.leased().finish(third, 0, DEBOUNCE, Duration.ZERO, false);
    assertThat(claim(worker).standing().failures()).isZero();
  }

  @Test
  void noPokeUndercutsABackOff() {
    Lease lease = claim(worker);
    worker.leased().backOff(lease, Duration.ofMinutes(10), "503");
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);

    assertThat(worker.due().claim(Set.of(calendar), Kind.BACKFILL, 1)).isEmpty();
    assertThat(dueIn()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void aCalendarParkedWithoutAGrantIsDueWhenTheGrantIsBack() {
    Lease lease = claim(worker);
    worker.leased().park(lease, Parking.NEEDS_REAUTHORIZATION, "invalid_grant", null);
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    assertThat(worker.due().claim(Set.of(calendar), Kind.BACKFILL, 1)).isEmpty();

    assertThat(registry.unpark(account, 2)).containsExactly(calendar);
    assertThat(claim(worker).calendar()).isEqualTo(calendar);
  }

  @Test
  void aGrantRenewedWhileWeAreToldThatItIsDeadIsTriedAgain() {
    Lease lease = claim(worker);
    registry.unpark(account, 2);
    worker.leased().park(lease, Parking.NEEDS_REAUTHORIZATION, "invalid_grant", null);

    assertThat(dueIn()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aRemovalDuringATurnIsSeenToByTheNext() {
    Lease lease = claim(worker);
    registry.remove(removed(2), calendar, 0);

    assertThat(worker.leased().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), false)).isTrue();
    assertThat(claimWhenDue(worker).standing().removed()).isTrue();
  }

  @Test
  @KnownBug(Complaint.PUSH_DURING_SYNC_LOST)
  void aPushDuringASecondLookIsLookedAtASecondTimeAsWell() {
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    Lease lease = claimWhenDue(worker);
    worker.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
    worker.leased().finish(lease, 0, DEBOUNCE, Duration.ofHours(1), true);

    assertThat(claimWhenDue(worker).occasion().secondLook()).isFalse();
  }

  @Test
  void aCalendarWhoseChannelIsSuspectIsPolledFromNowOn() {
    registry.keep(added(2), calendar, "ada@example.com", Instant.now().plusSeconds(3600), 3);
    worker.leased().finish(claim(worker), 0, DEBOUNCE, Duration.ofHours(6), false);

    assertThat(registry.suspect(removed(3), calendar)).isTrue();
    assertThat(claim(worker).standing().watched()).isFalse();
  }

  @Test
  void newsOfACalendarDoesNotShortenItsBackOff() {
    Lease lease = claim(worker);
    worker.leased().backOff(lease, Duration.ofMinutes(5), "rate limited");
    registry.keep(added(2), calendar, "ada@example.com", null, 3);
    registry.suspect(removed(3), calendar);

    assertThat(dueIn()).isGreaterThan(Duration.ofMinutes(4));
  }

  @Test
  void aRemovalOfACalendarNeverHeardOfIsRememberedForTheEditsThatStillCome() {
    var unknown = new CalendarId(UUID.randomUUID());
    registry.remove(removed(1), unknown, 3);

    assertThat(worker.due().claim(Set.of(unknown), Kind.LIVE, 1).getFirst().standing().removed())
        .isTrue();
  }

  @Test
  void anOlderLifecycleMessageChangesNothing() {
    registry.keep(added(5), calendar, "ada@example.com", null, 3);

    assertThat(registry.keep(added(4), calendar, "ada@example.com", null, 3)).isFalse();
    assertThat(registry.remove(added(5), calendar, 0)).isFalse();
  }

  @Test
  void aCalendarThatMayNotCallYetHasNotFailed() {
    worker.leased().postpone(claim(worker), Duration.ofSeconds(30));

    assertThat(dueIn()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
    theLeaseEnds();
    assertThat(claim(worker).standing().failures()).isZero();
  }

  @Test
  void aBacklogOfFirstSyncsIsNotInTheWayOfWhatIsKnown() {
    var known = new CalendarId(UUID.randomUUID());
    registry.keep(added(known, 1), known, "ada@example.com", null, 3);
    jdbc.sql("update sync.calendar_sync set sync_token = 't' where calendar_id = ?")
        .param(known.value())
        .update();

    assertThat(worker.due().claimIn(List.of(3), Kind.LIVE, 10))
        .extracting(Lease::calendar)
        .containsExactly(known);
    assertThat(worker.due().claimOverdue(Duration.ZERO, Kind.BACKFILL, 10))
        .extracting(Lease::calendar)
        .containsExactly(calendar);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void eachKindIsClaimedFromAnIndexOfItsOwn(Kind kind) {
    jdbc.sql(
            """
            insert into sync.calendar_sync
                   (calendar_id, account_id, user_id, google_calendar_id, kpart, due_at, sync_token)
            select uuidv7(), uuidv7(), uuidv7(), '', i % 16, now() - interval '1 s' * i,
                   case when i % 2 = 0 then 't' end
              from generate_series(1, 10000) i
            """)
        .update();
    jdbc.sql("analyze sync.calendar_sync").update();
    String index = "calendar_sync_(over)?due_" + kind.name().toLowerCase(Locale.ROOT);

    assertThat(plan("kpart = 3 and due_at <= now() and " + kind.condition()))
        .containsPattern(index);
    assertThat(plan("due_at <= now() - interval '5 s' and " + kind.condition()))
        .containsPattern(index);
  }

  private static String plan(String condition) {
    return String.join(
        "\n",
        jdbc.sql(
                "explain select calendar_id from sync.calendar_sync where "
                    + condition
                    + " order by due_at limit 50 for no key update skip locked")
            .query((row, _) -> row.getString(1))
            .list());
  }

  @Test
  void whatWasDueFirstIsBegunFirst() {
    List<CalendarId> line = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var another = new CalendarId(UUID.randomUUID());
      registry.keep(added(another, 1), another, "ada@example.com", null, 3);
      jdbc.sql(
              "update sync.calendar_sync set due_at = now() - ? * interval '1 min' where calendar_id = ?")
          .params(i + 1, another.value())
          .update();
      line.addFirst(another);
    }

    assertThat(worker.due().claimIn(List.of(3), Kind.BACKFILL, 10))
        .extracting(Lease::calendar)
        .startsWith(line.toArray(CalendarId[]::new));
  }

  @Test
  void theCalendarsOfACrowdedAccountComeDueOneAfterTheOther() {
    for (int i = 0; i < 19; i++) {
      var another = new CalendarId(UUID.randomUUID());
      registry.keep(added(another, 1), another, "ada@example.com", null, 3);
    }
    List<Lease> claimed = worker.due().claimIn(List.of(3), Kind.BACKFILL, 10);
    worker.due().giveWay(Kind.BACKFILL, claimed.subList(4, 10), Duration.ofSeconds(10));

    assertThat(dueInSeconds("lease_owner is not null")).hasSize(4);
    List<Integer> line = dueInSeconds("lease_owner is null");
    assertThat(line).hasSize(16).doesNotHaveDuplicates();
    assertThat(line.getFirst()).isBetween(8, 10);
    assertThat(line.getLast()).isBetween(155, 160);
  }

  @Test
  void onlyTheAccountThatIsCrowdedGivesWay() {
    var other = new CalendarId(UUID.randomUUID());
    Lifecycle message =
        new Lifecycle.CalendarAdded(
            new AccountId(UUID.randomUUID()), user, 1, Instant.EPOCH, other, "grace", null);
    registry.keep(message, other, "grace@example.com", null, 3);
    worker.due().giveWay(Kind.BACKFILL, List.of(claim(worker)), Duration.ofMinutes(1));

    assertThat(worker.due().claimIn(List.of(3), Kind.BACKFILL, 10))
        .extracting(Lease::calendar)
        .containsExactly(other);
  }

  @Test
  void aCalendarIsNotReadFromItsBeginningAgainAndAgain() {
    Progress progress = new Progress(new SyncToken("t"), null, 0, false);
    for (int i = 0; i < 3; i++) {
      Lease lease = claimed(worker).getFirst();
      assertThat(lease.standing().resyncIn()).isZero();
      progress = progress.fullSyncBegun();
      worker.leased().advance(lease, 0, progress, 0);
      worker.leased().advance(lease, 0, progress.pageDone("p"), 0);
      theLeaseEnds();
    }

    assertThat(claim(worker).standing().resyncIn())
        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
  }

  /** Invariant 3: whoever commits, commits alone at its epoch. */
  @Test
  @KnownBug(Complaint.TOKEN_OF_ANOTHER)
  void manyWorkersOverOneCalendarNeverHoldItAtOnce() throws Exception {
    Set<Long> epochs = ConcurrentHashMap.newKeySet();
    AtomicInteger turns = new AtomicInteger();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Worker> workers = IntStream.range(0, 8).mapToObj(_ -> worker(Duration.ZERO)).toList();
      for (Worker rows : workers) {
        var _ =
            executor.submit(() -> {
              while (turns.get() < 100) {
                rows.due().poke(Map.of(calendar, Poke.ONCE), Asked.BY_GOOGLE);
                for (Lease lease : rows.due().claim(Set.of(calendar), Kind.BACKFILL, 1)) {
                  assertThat(epochs.add(lease.epoch())).isTrue();
                  rows.leased().advance(lease, 1, lease.progress(), 0);
                  turns.incrementAndGet();
                  rows.leased().finish(lease, 0, DEBOUNCE, Duration.ZERO, false);
                }
              }
              return null;
            });
      }
    }
    assertThat(jdbc.sql("select change_seq from sync.calendar_sync").query(Long.class).single())
        .isEqualTo(turns.get())
        .isEqualTo(epochs.size());
  }

  private static JdbcClient migrated() {
    var database = TestInfrastructure.database();
    Schemas.migrate(database, "sync-worker", "sync-worker.sql");
    var pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    return JdbcClient.create(pool);
  }

  private static void theLeaseEnds() {
    jdbc.sql("update sync.calendar_sync set lease_until = now(), due_at = now()").update();
  }

  private Lease claim(Worker rows) {
    return claimed(rows).getFirst();
  }

  private Lease claimWhenDue(Worker rows) {
    List<Lease> claimed;
    do {
      claimed = claimed(rows);
    } while (claimed.isEmpty());
    return claimed.getFirst();
  }

  private List<Lease> claimed(Worker rows) {
    return Stream.of(Kind.values())
        .flatMap(kind -> rows.due().claim(Set.of(calendar), kind, 1).stream())
        .toList();
  }

  private Duration dueIn() {
    return Duration.ofMillis(
        jdbc.sql(
                "select (extract(epoch from due_at - now()) * 1000)::bigint from sync.calendar_sync")
            .query(Long.class)
            .single());
  }

  private static List<Integer> dueInSeconds(String condition) {
    return jdbc.sql(
            "select extract(epoch from due_at - now())::int from sync.calendar_sync where "
                + condition
                + " order by due_at")
        .query((row, _) -> row.getInt(1))
        .list();
  }

  private Lifecycle added(long version) {
    return added(calendar, version);
  }

  private Lifecycle added(CalendarId added, long version) {
    return new Lifecycle.CalendarAdded(
        account, user, version, Instant.EPOCH, added, "ada@example.com", null);
  }

  private Lifecycle removed(long version) {
    return new Lifecycle.CalendarRemoved(account, user, version, Instant.EPOCH, calendar);
  }

  private static Worker worker(Duration calm) {
    var settings =
        new SyncProperties(
            8,
            LEASE,
            DEBOUNCE,
            1,
            QUIET,
            calm,
            LEASE,
            LEASE,
            LEASE,
            2500,
            DataSize.ofMegabytes(1),
            LEASE);
    return new Worker(
        new DueCalendars(jdbc, settings, InstantSource.system()),
        new LeasedCalendars(jdbc, settings, InstantSource.system()));
  }

  private record Worker(DueCalendars due, LeasedCalendars leased) {}
}
