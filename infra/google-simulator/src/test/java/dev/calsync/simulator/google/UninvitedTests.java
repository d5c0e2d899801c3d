package dev.calsync.simulator.google;

import static dev.calsync.simulator.google.World.ADA;
import static dev.calsync.simulator.google.World.ids;
import static dev.calsync.simulator.google.World.items;
import static dev.calsync.simulator.google.World.syncToken;
import static dev.calsync.simulator.google.World.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cancelled instance without a series that is alive is an event that was deleted:
 * infra/docs/google-calendar.md §1.4.
 */
class UninvitedTests {
  private static final String GRACE = "grace@example.com";
  private static final Map<String, Object> INVITED = attendees(GRACE);
  private static final Map<String, Object> UNINVITED = attendees("ida@example.com");
  private final World world = new World();
  private String series = "";
  private String instance = "";

  @BeforeEach
  void aSeriesOfAda() {
    world.google.administration().addUser(GRACE, "Grace Hopper", "Europe/London");
    series = world.insertId(weekly());
    instance = series + "_20260309T090000Z";
  }

  @Test
  void whoWasInvitedToOneInstanceAloneIsLeftATombstone() {
    patch(instance, INVITED);
    assertThat(listed()).containsExactly(instance);
    String token = syncToken(world.events.list(GRACE, "primary", Map.of()));
    patch(instance, UNINVITED);

    assertThat(listed()).isEmpty();
    var delta = world.events.list(GRACE, "primary", World.parameters("syncToken", token));
    assertThat(items(delta).getFirst())
        .containsEntry("id", instance)
        .containsEntry("status", "cancelled");
  }

  @Test
  void whoStaysInvitedToTheSeriesSeesThatTheInstanceDoesNotTakePlace() {
    patch(series, INVITED);
    patch(instance, UNINVITED);

    assertThat(listed()).containsExactly(series, instance);
  }

  @Test
  void whoIsNoLongerInvitedToASeriesHasNoneOfItsInstances() {
    patch(series, INVITED);
    patch(instance, Map.of("summary", "Other"));
    world.events.delete(ADA, "primary", series + "_20260316T090000Z", null);
    assertThat(listed()).hasSize(3);
    patch(series, UNINVITED);

    assertThat(listed()).isEmpty();
  }

  private void patch(String id, Map<String, Object> patch) {
    world.events.patch(ADA, "primary", id, patch, null);
  }

  private List<String> listed() {
    return ids(world.events.list(GRACE, "primary", Map.of()));
  }

  private static Map<String, Object> attendees(String email) {
    return Map.of("attendees", List.of(Map.of("email", email)));
  }
}
