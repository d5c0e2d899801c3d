package dev.calsync.notifier.feed;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever Kafka does, a stream tells each number once, in order. */
class UserFeedTests extends OneFeed {
  @Test
  void nextNumberGoesStraightOutWithoutTheLog() {
    Reader reader = open(null);
    tell(1);
    tell(2);
    reader.awaitNumbers(1, 2);
  }

  @Test
  void whatThePersonMayNoLongerSeeIsJudgedByTheLog() {
    Reader reader = open(null);
    withhold();
    feed.shows(Set.of());
    tell(1);
    reader.awaitText("id: 1\n\n");
    feed.shows(Set.of(CALENDAR));
    tell(2);
    reader.awaitNumbers(2, 2);
  }

  @Test
  void duplicatesAreDropped() {
    commit(3);
    Reader reader = open(0L);
    reader.awaitNumbers(1, 3);
    tell(2);
    tell(3);
    tell(3);
    tell(4);
    reader.awaitNumbers(1, 4);
  }

  @Test
  void jumpIsFilledFromTheLog() {
    Reader reader = open(null);
    commit(5);
    tell(5);
    reader.awaitNumbers(1, 5);
  }

  @Test
  void reorderedIsToldInOrder() {
    Reader reader = open(null);
    commit(6);
    for (long told : new long[] {4, 2, 6, 1, 3, 5}) {
      tell(told);
    }
    reader.awaitNumbers(1, 6);
  }

  @Test
  void lostIsFoundByComparingWithTheLog() {
    Reader reader = open(null);
    commit(3);
    feed.compare(feed.position(), head());
    reader.awaitNumbers(1, 3);
  }

  @Test
  void resumeHasNeitherGapNorDuplicateWhileChangesRushIn() {
    var random = new Random(7);
    commit(500);
    var late = new ArrayList<Reader>();
    for (int i = 0; i < 40; i++) {
      commit(10);
      for (int told = 0; told < 12; told++) {
        tell(head() - random.nextInt(12));
      }
      late.add(open((long) random.nextInt(500)));
    }
    feed.compare(feed.position(), head());
    long head = head();
    for (Reader reader : late) {
      reader.awaitNumbers(reader.from + 1, head);
    }
  }

  @Test
  void logThatFailsForAWhileCostsOnlyTime() {
    Reader reader = open(null);
    commit(2);
    failing = true;
    tell(2);
    failing = false;
    await()
        .until(() -> {
          feed.compare(feed.position(), head());
          return reader.numbers().size() == 2;
        });
    reader.awaitNumbers(1, 2);
  }
}
