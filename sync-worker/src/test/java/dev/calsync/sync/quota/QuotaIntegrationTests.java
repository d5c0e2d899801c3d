package dev.calsync.sync.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many calls workers make together, for whom and for which work. */
class QuotaIntegrationTests extends TwoWorkers {
  /** P12 in small: what counts is when a call arrives at Google. */
  @Test
  void noSlidingMinuteAtGoogleIsAboveTheLimitWhateverWorkersDo() {
    Random random = new Random(12);
    List<AccountId> accounts = accounts(6);
    List<Work> kinds = List.of(Work.values());
    List<Quota> workers = new ArrayList<>(Stream.generate(this::worker).limit(8).toList());
    Map<AccountId, List<Instant>> arrivals = new HashMap<>();
    Instant end = database.now().plus(Duration.ofMinutes(4));
    while (database.now().isBefore(end)) {
      for (int i = 0; i < 20; i++) {
        AccountId account = accounts.get(Math.min(random.nextInt(12), 5)); // one has half of it
        Work work = kinds.get(random.nextInt(3));
        if (workers.get(random.nextInt(8)).toRead(account, work) instanceof Permission.Granted) {
          Instant arrives = database.now().plusMillis(random.nextInt(6_000));
          arrivals.computeIfAbsent(account, _ -> new ArrayList<>()).add(arrives);
        }
      }
      if (random.nextInt(20) == 0) {
        workers.set(random.nextInt(8), worker()); // died with what it had leased
      }
      database.advance(Duration.ofMillis(random.nextInt(400)));
    }

    List<Instant> all = arrivals.values().stream().flatMap(List::stream).toList();
    assertThat(mostInAMinute(all)).isBetween(PROJECT / 2, PROJECT);
    assertThat(arrivals.values())
        .allSatisfy(own -> {
          assertThat(mostInAMinute(own)).isLessThanOrEqualTo(ACCOUNT);
        });
  }

  /** A full bucket, spent and sent as late as can be, and then all that comes in, sent at once. */
  @Test
  void theWorstMinuteIsTheLimitToTheCall() {
    Instant late = database.now().plusSeconds(9);
    List<Instant> arrivals = new ArrayList<>();
    for (int second = 0; second <= 120; second++) {
      int spent = spend(worker, ada, Work.LIVE, 1_000);
      Instant arrives = database.now().isBefore(late) ? late : database.now();
      arrivals.addAll(Collections.nCopies(spent, arrives));
      database.advance(Duration.ofSeconds(1));
    }

    assertThat(mostInAMinute(arrivals)).isBetween(ACCOUNT - 10, ACCOUNT);
  }

  @Test
  void workersThatAskAtOnceShareOneBucket() throws Exception {
    AtomicInteger granted = new AtomicInteger();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        Quota own = worker();
        var _ = executor.submit(() -> granted.addAndGet(spend(own, ada, Work.LIVE, 100)));
      }
    }

    assertThat(granted.get()).isBetween(1, (int) Bucket.of(ACCOUNT).capacity());
    assertThat(tokens(ada)).isBetween(0.0, 1.0 + 8 * 16);
  }

  @Test
  void anIdleMinuteBringsAFullBucketAndNoMore() {
    spend(worker, ada, Work.LIVE, 1_000);
    database.advance(Duration.ofMinutes(10));

    assertThat(spend(worker, ada, Work.LIVE, 1_000)).isEqualTo((int) Bucket.of(ACCOUNT).capacity());
  }

  @Test
  void liveWorkFindsCallsWhereBackfillAndPollsFindNone() {
    int polled = spend(worker, ada, Work.POLL, 1_000);
    int backfilled = spend(worker, ada, Work.BACKFILL, 1_000);

    assertThat(polled).isPositive();
    assertThat(backfilled).isPositive();
    assertThat(worker.toRead(ada, Work.BACKFILL)).isInstanceOf(Permission.Later.class);
    assertThat(spend(otherWorker, ada, Work.LIVE, 1_000)).isPositive();
  }

  @Test
  void oneAccountThatSpendsAllItHasLeavesOthersTheirs() {
    spend(worker, ada, Work.LIVE, 1_000);

    assertThat(worker.toRead(ada, Work.LIVE)).isInstanceOf(Permission.Later.class);
    assertThat(worker.toRead(grace, Work.LIVE)).isInstanceOf(Permission.Granted.class);
  }

  private static int spend(Quota worker, AccountId account, Work work, int most) {
    for (int i = 0; i < most; i++) {
      if (!(worker.toRead(account, work) instanceof Permission.Granted)) {
        return i;
      }
    }
    return most;
  }

  private static List<AccountId> accounts(int count) {
    return Stream.generate(() -> new AccountId(UUID.randomUUID())).limit(count).toList();
  }

  private double tokens(AccountId account) {
    return database
        .jdbc()
        .sql("select tokens from sync.quota where scope = ?")
        .param(account.value())
        .query(Double.class)
        .single();
  }

  private static int mostInAMinute(List<Instant> arrivals) {
    List<Instant> sorted = new ArrayList<>(arrivals);
    Collections.sort(sorted);
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (!sorted.get(first).isAfter(sorted.get(last).minusSeconds(60))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
