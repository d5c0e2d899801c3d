package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.lunch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.Shows;
import dev.calsync.simulator.channel.Push;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.fault.Faults;
import dev.calsync.simulator.fault.Rule;
import dev.calsync.simulator.time.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The core in process: same calls, clock and seed, same answers (google-calendar.md §7). */
class SameSeedTests {
  @Test
  @Shows("§7.19 one seed has the same faults and answers")
  void theSameSeedGivesTheSameAnswersToTheLetter() {
    assertThat(run(42)).isEqualTo(run(42)).isNotEqualTo(run(43));
  }

  private static List<String> run(long seed) {
    Chance chance = new Chance(seed);
    MovableClock clock = new MovableClock(Clock.fixed(World.NOW, ZoneOffset.UTC));
    List<String> trace = new ArrayList<>();
    SimulatedGoogle google =
        new SimulatedGoogle(
            clock,
            chance.of("google"),
            Duration.ofDays(7),
            (Push push) -> trace.add(push.headers().toString()));
    google.administration().addUser(ADA, "Ada", "UTC");
    google.behaviour(
        google
            .behaviour()
            .with(new Behaviour.Reading(0.3, 0.3, 0.1, 0, false, 0.5, 0.3, Duration.ofSeconds(20)))
            .with(new Behaviour.Writing(30))
            .with(google.behaviour().channels().withBurst(0.2, 3)));
    Faults faults = new Faults(chance.of("faults"));
    faults.add(Rule.share("events.*", 500, 0.1));
    google.events().watch(ADA, "client", ADA, World.channel("one"));
    for (int step = 0; step < 200; step++) {
      clock.advance(Duration.ofSeconds(1));
      try {
        faults
            .next("events.insert", ADA)
            .ifPresent(rule -> {
              throw rule.error();
            });
        trace.add(google.events().insert(ADA, ADA, lunch()).toString());
        trace.add(google.events().list(ADA, ADA, Map.of("maxResults", List.of("3"))).toString());
      } catch (GoogleError refused) {
        trace.add(refused.envelope().toString());
      }
    }
    return trace;
  }
}
