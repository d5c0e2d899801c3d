package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.assertRefused;
import static dev.calsync.simulator.google.World.lunch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.error.GoogleError;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Quotas and other limits: infra/docs/google-calendar.md §4.1, §7.18. */
class LimitTests {
  private final World world = new World();

  @Test
  void withoutALimitNothingIsCounted() {
    for (int call = 0; call < 50_000; call++) {
      admit("events.list", ADA, null);
    }
  }

  @Test
  @Shows("§7.18 a person of a project has so many calls in any minute")
  void aPersonHasSoManyCallsInAnyMinute() {
    quota(1_000, 10, 0);
    for (int call = 0; call < 10; call++) {
      admit("events.list", ADA, null);
      world.clock.advance(Duration.ofSeconds(3));
    }
    assertRefused(403, "userRateLimitExceeded", () -> admit("events.list", ADA, null));
    admit("events.list", "grace@example.com", null);
    world.clock.advance(Duration.ofSeconds(30));
    // The first call is a minute old, the second is not.
    admit("events.list", ADA, null);
    assertRefused(403, "userRateLimitExceeded", () -> admit("events.list", ADA, null));
  }

  @Test
  @Shows("§7.18 a patch costs three")
  void aPatchCostsThree() {
    quota(1_000, 10, 0);
    for (int call = 0; call < 3; call++) {
      admit("events.patch", ADA, null);
    }
    assertRefused(403, "userRateLimitExceeded", () -> admit("events.patch", ADA, null));
    admit("events.update", ADA, null);
  }

  @Test
  @Shows("§7.18 who is named as quotaUser pays")
  void whoIsNamedAsQuotaUserPays() {
    quota(1_000, 1, 0);
    admit("events.list", ADA, null);
    admit("events.list", ADA, "tenant-1");
    assertRefused(403, "userRateLimitExceeded", () -> admit("events.list", ADA, "tenant-1"));
  }

  @Test
  @Shows("§7.18 a project has so many calls in any minute")
  void aProjectSharesItsQuota() {
    quota(2, 0, 0);
    admit("events.list", ADA, null);
    admit("events.list", "grace@example.com", null);
    assertRefused(403, "rateLimitExceeded", () -> admit("events.list", "linus@example.com", null));
  }

  @Test
  @Shows("§7.18 one cause is 403 or 429 by chance")
  void theSameCauseIs403Or429() {
    quota(1, 0, 0.5);
    admit("events.list", ADA, null);
    Set<Integer> statuses = new TreeSet<>();
    for (int call = 0; call < 50; call++) {
      try {
        admit("events.list", ADA, null);
      } catch (GoogleError error) {
        statuses.add(error.status());
      }
    }
    assertThat(statuses).containsExactly(403, 429);
  }

  @Test
  @Shows("§7.18 a calendar takes so many writes a minute")
  void oneCalendarTakesSoManyWritesAMinute() {
    world.google.behaviour(world.google.behaviour().with(new Behaviour.Writing(2)));
    world.google.behaviour(world.google.behaviour().with(new Behaviour.Quota(0, 0, 0)));
    String other =
        world.google.administration().newCalendar(ADA, null, true, Map.of("summary", "Other"));
    world.insert(lunch());
    world.insert(lunch());
    assertRefused(403, "rateLimitExceeded", () -> world.insert(lunch()));
    world.events.insert(ADA, other, lunch());
    world.google.person(ADA).create("primary", lunch());
    world.clock.advance(Duration.ofMinutes(1));
    world.insert(lunch());
  }

  @Test
  @Shows("§7.18 quotaExceeded stops writes and not reads")
  void whoHasUsedUpTheirLimitsReadsOn() {
    String id = world.insertId(lunch());
    world.google.administration().exceedUsageLimits(ADA, Duration.ofHours(2));
    assertRefused(403, "quotaExceeded", () -> world.insert(lunch()));
    assertRefused(
        403, "quotaExceeded", () -> world.events.patch(ADA, ADA, id, Map.of("summary", "X"), null));
    assertRefused(
        403, "quotaExceeded", () -> world.google.calendars().insert(ADA, Map.of("summary", "X")));
    assertThat(World.ids(world.list())).containsExactly(id);
    world.clock.advance(Duration.ofHours(2));
    world.insert(lunch());
  }

  @Test
  void aLimitIsNoDebt() {
    assertRefused(400, "invalid", () -> new Behaviour.Writing(-1));
    assertRefused(400, "invalid", () -> new Behaviour.Quota(0, -1, 0));
  }

  @Test
  @Shows("§7.12 who has no calendar is 403 notACalendarUser")
  void whoNeverSignedUpIsNoCalendarUser() {
    world.google.administration().usesCalendar(ADA, false);
    assertRefused(403, "notACalendarUser", world::list);
    assertRefused(
        403,
        "notACalendarUser",
        () -> world.events.watch(ADA, "client", "primary", World.channel("one")));
    world.google.administration().usesCalendar(ADA, true);
    assertThatCode(world::list).doesNotThrowAnyException();
  }

  private void quota(int project, int user, double as429) {
    var quota = new Behaviour.Quota(project, user, as429);
    world.google.behaviour(world.google.behaviour().with(quota));
  }

  private void admit(String operation, String email, @Nullable String quotaUser) {
    world.google.admit(new Call(operation, "client", email, quotaUser));
  }
}
