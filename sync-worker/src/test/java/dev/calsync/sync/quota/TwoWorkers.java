package dev.calsync.sync.quota;

import dev.calsync.model.AccountId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.UUID;

/**
 * Workers, two and as many more as are wanted, over one database; time is virtual on both sides.
 */
abstract class TwoWorkers {
  static final int PROJECT = 600;
  static final int ACCOUNT = 240;

  final VirtualDatabase database = new VirtualDatabase();
  final AccountId ada = new AccountId(UUID.randomUUID());
  final AccountId grace = new AccountId(UUID.randomUUID());
  final Quota worker = worker();
  final Quota otherWorker = worker();

  final Quota worker() {
    var settings = new QuotaProperties(PROJECT, ACCOUNT, 1, 1_000_000, Duration.ofHours(6), 4);
    return new Quota(
        new Budgets(database.jdbc()),
        settings,
        database.clockOfAWorker(),
        new SimpleMeterRegistry());
  }
}
