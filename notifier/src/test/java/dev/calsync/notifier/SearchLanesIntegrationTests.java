package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import dev.calsync.notifier.Api.Answer;
import dev.calsync.notifier.World.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** However much somebody searches, the database is there for others. */
class SearchLanesIntegrationTests extends Reading {
  @Autowired private PlatformTransactionManager transactions;

  @Test
  void whoSearchesMoreThanThereAreConnectionsTakesOneAndNobodyElseWaits() throws Exception {
    Person grace = world.person();
    var searches = new ArrayList<Future<Answer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new TransactionTemplate(transactions)
          .executeWithoutResult(_ -> {
            jdbc.sql("lock table sync.event in access exclusive mode").update();
            for (int i = 0; i < 25; i++) {
              searches.add(threads.submit(() -> api.get(ada, "/api/search?q=dentist")));
            }
            await()
                .pollDelay(Duration.ofMillis(500))
                .until(this::waitingForEvents, greaterThan(0L));
            assertThat(api.get(grace, "/api/me").status()).isEqualTo(200);
            assertThat(waitingForEvents()).isLessThan(10L);
          });
    }
    var answers = new ArrayList<Answer>();
    for (Future<Answer> search : searches) {
      answers.add(search.get());
    }
    assertThat(answers).extracting(Answer::status).contains(200);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 200) // whose turn did not come in five seconds
        .allMatch(answer -> answer.status() == 503)
        .allMatch(answer -> answer.header("Retry-After").equals("10"))
        .allMatch(answer -> answer.json().path("detail").asString().contains("under way"));
  }

  /** What looks after all calendars waits, too. */
  private long waitingForEvents() {
    return jdbc.sql(
            """
            select count(*) from pg_locks
             where not granted and relation = 'sync.event'::regclass
               and database = (select oid from pg_database where datname = current_database())
            """)
        .query(Long.class)
        .single();
  }
}
