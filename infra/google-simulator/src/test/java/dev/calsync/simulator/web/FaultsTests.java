package dev.calsync.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.error.GoogleError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Faults by rule: infra/docs/google-calendar.md §7.19. */
class FaultsTests {
  private final Faults faults = new Faults();

  @Test
  void aRuleHitsItsOperationAsOftenAsItSays() {
    faults.add(rule("events.list", 2, null));
    assertThat(faults.next("events.get", null)).isEmpty();
    assertThat(faults.next("events.list", null)).isPresent();
    assertThat(faults.next("events.list", null)).isPresent();
    assertThat(faults.next("events.list", null)).isEmpty();
  }

  @Test
  void aFamilyOrOneCalendarCanBeMeant() {
    faults.add(rule("events.*", 0, "c1"));
    assertThat(faults.next("events.watch", "c2")).isEmpty();
    assertThat(faults.next("calendarList.list", "c1")).isEmpty();
    assertThat(faults.next("events.watch", "c1")).isPresent();
  }

  @Test
  void eachStatusHasGooglesUsualReason() {
    GoogleError gone = FaultErrors.error(rule("*", 1, null));
    assertThat(gone.reason()).isEqualTo("fullSyncRequired");
    assertThat(gone.envelope().toString()).contains("location=syncToken");
  }

  private static Faults.Rule rule(String match, int times, @Nullable String calendarId) {
    return new Faults.Rule(match, calendarId, 410, null, null, null, times, null, null, null);
  }
}
