package dev.calsync.sync.turn;

import static dev.calsync.sync.turn.Events.event;
import static dev.calsync.sync.turn.Events.held;
import static dev.calsync.sync.turn.Events.tombstone;
import static dev.calsync.sync.turn.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushMissTests {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Instant LONG_AGO = NOW.minusSeconds(3_600);

  @Test
  void anOldChangeThatNoPushAnnouncedIsAMiss() {
    assertThat(PushMiss.since(List.of(LONG_AGO), null, NOW, GRACE)).isEqualTo(LONG_AGO);
  }

  @Test
  void aChangeThatIsYoungerThanTheGraceIsNone() {
    assertThat(PushMiss.since(List.of(NOW.minusSeconds(119)), null, NOW, GRACE)).isNull();
  }

  @Test
  void aPushThatCameAfterTheChangeAnnouncedIt() {
    assertThat(PushMiss.since(List.of(LONG_AGO), LONG_AGO.plusSeconds(1), NOW, GRACE)).isNull();
  }

  @Test
  void aPushThatCameBeforeTheChangeDidNot() {
    assertThat(PushMiss.since(List.of(LONG_AGO), LONG_AGO.minusSeconds(1), NOW, GRACE))
        .isEqualTo(LONG_AGO);
  }

  @Test
  void theOldestMissedChangeCounts() {
    Instant later = LONG_AGO.plusSeconds(60);

    assertThat(PushMiss.since(List.of(later, LONG_AGO, NOW), null, NOW, GRACE)).isEqualTo(LONG_AGO);
    assertThat(PushMiss.since(List.of(later, LONG_AGO), LONG_AGO.plusSeconds(1), NOW, GRACE))
        .isEqualTo(later);
  }

  @Test
  void onlyWhatChangedForUsCountsAndOnlyWhereGoogleTellsWhen() {
    EventResource known = with(event("known", "\"1\"", "A"), "updated", LONG_AGO.toString());
    EventResource fresh = with(event("new", "\"1\"", "B"), "updated", LONG_AGO.toString());
    EventResource odd = with(event("odd", "\"1\"", "C"), "updated", "yesterday");
    List<EventResource> page = List.of(known, fresh, odd, tombstone("gone"));
    TurnPlan plan = Diff.plan(held(known, event("gone", "\"1\"", "D")), page);

    assertThat(PushMiss.timesOf(page, plan.changes())).containsExactly(LONG_AGO);
  }
}
