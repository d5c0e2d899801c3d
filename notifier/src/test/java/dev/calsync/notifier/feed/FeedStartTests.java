package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a stream takes up: after the last number that was seen, from now on, or with a reset. */
class FeedStartTests extends OneFeed {
  @Test
  void withoutANumberItStartsFromNow() {
    commit(5);
    Reader reader = open(null);
    commit(1);
    tell(6);
    reader.awaitNumbers(6, 6);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 100_000})
  void numberBeyondTheHeadIsReset(long lastSeen) {
    commit(5);
    Reader reader = open(lastSeen);
    reader.awaitText("id: 5\nevent: reset\ndata: {}\n\n");
    commit(1);
    tell(6);
    reader.awaitNumbers(6, 6);
  }

  @Test
  void whoHasAllThatTheFeedHasIsLiveWithoutTheLog() {
    commit(5);
    open(5L).awaitText("retry: ");
    await().until(() -> feed.position() == 5);
    failing = true;
    Reader second = open(5L);
    await().until(() -> feed.isLive(second.subscriber));
    tell(6);
    second.awaitNumbers(6, 6);
  }

  @Test
  void numberOlderThanRetainedIsReset() {
    commit(10);
    log.removeIf(entry -> entry.feedSeq() <= 5);
    Reader reader = open(3L);
    reader.awaitText("id: 10\nevent: reset\ndata: {}\n\n");
  }

  @Test
  void oldestRetainedIsNotReset() {
    commit(10);
    log.removeIf(entry -> entry.feedSeq() <= 5);
    Reader reader = open(5L);
    reader.awaitNumbers(6, 10);
    assertThat(reader.text()).doesNotContain("reset");
  }

  @Test
  void tooFarBehindIsReset() {
    commit(REPLAY + 1);
    Reader reader = open(0L);
    reader.awaitText("event: reset");
    assertThat(reader.numbers()).isEmpty();
  }

  @Test
  void restoredLogResetsEveryone() {
    commit(10);
    Reader reader = open(10L);
    await().until(() -> feed.position() == 10);
    log.removeIf(entry -> entry.feedSeq() > 4);
    feed.compare(10, 4);
    reader.awaitText("id: 4\nevent: reset");
    commit(1);
    tell(5);
    reader.awaitNumbers(5, 5);
  }
}
