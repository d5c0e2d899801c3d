package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The first start, of several processes at once, on a database in which there is nothing. */
class SchemaLockIntegrationTests {
  private static final int PROCESSES = 4;
  private static final int TIMES = 3;

  @Test
  void processesThatMeetAnEmptyDatabaseAtOnceAllStart() throws Exception {
    for (int time = 0; time < TIMES; time++) {
      Database database = TestInfrastructure.newDatabase("sync_worker_at_once_" + time);
      var together = new CyclicBarrier(PROCESSES);
      List<Future<?>> starts = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(PROCESSES)) {
        for (int process = 0; process < PROCESSES; process++) {
          starts.add(
              threads.submit(() -> {
                together.await();
                process(database).run(context -> assertThat(context).hasNotFailed());
                return null;
              }));
        }
      }
      for (Future<?> start : starts) {
        start.get();
      }
    }
  }

  private static ApplicationContextRunner process(Database database) {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class, LiquibaseAutoConfiguration.class))
        .withBean(SchemaLock.class)
        .withPropertyValues(
            "spring.datasource.url=" + database.jdbcUrl(),
            "spring.datasource.username=" + database.user(),
            "spring.datasource.password=" + database.password(),
            "spring.datasource.hikari.maximum-pool-size=3",
            "spring.liquibase.change-log=classpath:db/changelog/sync-worker.sql",
            "spring.liquibase.database-change-log-table=sync_worker_changelog",
            "spring.liquibase.database-change-log-lock-table=sync_worker_changelog_lock");
  }
}
