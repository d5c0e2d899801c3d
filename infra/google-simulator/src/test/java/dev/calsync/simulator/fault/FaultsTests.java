package dev.calsync.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.error.GoogleError;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Faults by rule and by rate, from one seed: infra/docs/google-calendar.md §7.19. */
class FaultsTests {
  private final Faults faults = new Faults(new Chance(7).of("faults"));

  @Test
  @Shows("§7.19 a rule is for an operation, a calendar, and the n-th call")
  void aRuleHitsItsOperationAsOftenAsItSays() {
    faults.add(rule("events.list", 2, null, null, null));
    assertThat(faults.next("events.get", null)).isEmpty();
    assertThat(faults.next("events.list", null)).isPresent();
    assertThat(faults.active()).singleElement().matches(active -> active.hits() == 1);
    assertThat(faults.next("events.list", null)).isPresent();
    assertThat(faults.next("events.list", null)).isEmpty();
    assertThat(faults.active()).isEmpty();
  }

  @Test
  @Shows("§7.19 a rule is for an operation, a calendar, and the n-th call")
  void aFamilyOrOneCalendarCanBeMeant() {
    faults.add(rule("events.*", 0, "c1", null, null));
    assertThat(faults.next("events.watch", "c2")).isEmpty();
    assertThat(faults.next("calendarList.list", "c1")).isEmpty();
    assertThat(faults.next("events.watch", "c1")).isPresent();
  }

  @Test
  @Shows("§7.19 a rule is for an operation, a calendar, and the n-th call")
  void aRuleCanWaitForTheThirdPage() {
    faults.add(rule("events.list", 1, null, null, 2));
    assertThat(faults.next("events.list", null)).isEmpty();
    assertThat(faults.next("events.list", null)).isEmpty();
    assertThat(faults.next("events.list", null)).isPresent();
  }

  @Test
  @Shows({"§7.19 a rule hits a share of calls", "§7.19 one seed has the same faults and answers"})
  void theSameSeedAndTheSameCallsHaveTheSameFaults() {
    assertThat(hits(42)).isEqualTo(hits(42)).isNotEqualTo(hits(43));
    assertThat(hits(42).stream().filter(hit -> hit).count()).isBetween(50L, 150L);
    Chance chance = new Chance(42);
    var random = chance.of("faults");
    long first = random.nextLong();
    chance.restart(42);
    assertThat(random.nextLong()).isEqualTo(first);
  }

  @Test
  void thereAreNoMoreThanAThousandRules() {
    for (int i = 0; i < 1_000; i++) {
      faults.add(rule("events.list", 1, null, null, null));
    }
    assertThatExceptionOfType(GoogleError.class)
        .isThrownBy(() -> faults.add(rule("events.list", 1, null, null, null)))
        .withMessageContaining("more than 1000");
    assertThat(faults.active()).hasSize(1_000);
  }

  @Test
  void oneStreamDoesNotShiftAnother() {
    Chance quiet = new Chance(42);
    Chance busy = new Chance(42);
    busy.of("pushes").nextLong();
    assertThat(busy.of("faults").nextLong()).isEqualTo(quiet.of("faults").nextLong());
  }

  @Test
  void eachStatusHasGooglesUsualReason() {
    GoogleError gone = rule("*", 1, null, null, null).error();
    assertThat(gone.reason()).isEqualTo("fullSyncRequired");
    assertThat(gone.envelope().toString()).contains("location=syncToken");
    assertThat(Rule.once("*", 500).error().reason()).isEqualTo("backendError");
    assertThat(Rule.once("*", 403).because("quotaExceeded").error())
        .hasMessage("Calendar usage limits exceeded.");
    // §7.6: the 412 that answers no If-Match.
    assertThat(Rule.once("*", 412).error()).hasMessage("Precondition check failed.");
  }

  @Test
  void aFaultCanComeAfterTheWork() {
    faults.add(Rule.once("events.insert", 500).afterTheWork());
    assertThat(faults.next("events.insert", null))
        .hasValueSatisfying(rule -> {
          assertThat(rule.status()).isZero();
          assertThat(rule.dropsAnswer()).isTrue();
        });
  }

  @Test
  void aShareIsBetweenNothingAndAll() {
    assertThatExceptionOfType(GoogleError.class).isThrownBy(() -> Rule.share("*", 500, 1.5));
  }

  private static List<Boolean> hits(long seed) {
    Faults faults = new Faults(new Chance(seed).of("faults"));
    faults.add(Rule.share("events.*", 500, 0.1));
    return IntStream.range(0, 1_000)
        .mapToObj(_ -> faults.next("events.list", null).isPresent())
        .toList();
  }

  private static Rule rule(
      String match,
      int times,
      @Nullable String calendarId,
      @Nullable Double rate,
      @Nullable Integer skip) {
    return new Rule(
        match, calendarId, 410, null, null, null, times, rate, skip, null, null, null, null);
  }
}
