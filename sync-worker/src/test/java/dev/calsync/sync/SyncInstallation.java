package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A worker with the settings it comes with, but for small pages and an early second look. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=sync-worker",
      "calsync.internal.secret=test-secret",
      "calsync.topics.partitions=4",
      "calsync.sync.second-look=200ms",
      "calsync.sync.page-size=50"
    })
@Import(TestInfrastructure.class)
abstract class SyncInstallation extends RunningWorker {
  static final FakeChannelManager channelManager = new FakeChannelManager();

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry properties) {
    properties.add("calsync.google.api-url", google::url);
    properties.add("calsync.channel-manager-url", channelManager::url);
  }

  @BeforeEach
  void aGrant() {
    channelManager.grant(account.toString(), google::accessToken);
  }

  final void connect() throws Exception {
    connect(calendar, account, user);
  }

  final void awaitSynced() {
    await().untilAsserted(() -> assertThat(column("sync_token")).isNotNull());
  }

  final void awaitMirrorEqualsGoogle() throws Exception {
    awaitMirrorEquals(google.holds(googleCalendar));
  }

  final void awaitMirrorEquals(Map<String, String> expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          assertThat(mirror()).isEqualTo(expected);
          assertThat(column("change_seq")).isEqualTo(column("published_seq"));
          assertThat(column("lease_owner")).isNull();
        });
  }

  final List<ConsumerRecord<String, String>> changes() {
    return changes(calendar);
  }

  /** Invariant 5, seen from outside. */
  final void assertThatNumbersAreDense() {
    List<Long> seqs =
        changes().stream()
            .map(change -> Long.valueOf(Topic.header(change, CloudEventHeaders.SEQ)))
            .distinct()
            .toList();
    assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
    List<Long> feed =
        changes().stream()
            .map(change -> Long.valueOf(Topic.header(change, CloudEventHeaders.FEED_SEQ)))
            .distinct()
            .toList();
    assertThat(feed).isEqualTo(seqs);
  }
}
