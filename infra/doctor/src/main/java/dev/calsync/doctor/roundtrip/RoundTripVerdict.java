package dev.calsync.doctor.roundtrip;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Measured;
import dev.calsync.doctor.roundtrip.Trip.EditRefused;
import dev.calsync.doctor.roundtrip.Trip.NoToken;
import dev.calsync.doctor.roundtrip.Trip.Travelled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** On which leg a change was lost, if it was. */
final class RoundTripVerdict {
  private static final String API_PAGE =
      "https://console.cloud.google.com/apis/library/calendar-json.googleapis.com";

  private RoundTripVerdict() {}

  /** Why this calendar will not do. */
  static Optional<Finding> objection(Target target) {
    if (!target.accountState().equals("CONNECTED")) {
      return Optional.of(
          new Broken(
              "needs-reauthorization",
              target.email() + " must sign in again first",
              "sign in again as %s at CALSYNC_PUBLIC_URL".formatted(target.email())));
    }
    if (!target.writable()) {
      return Optional.of(
          new Broken(
              "calendar-read-only",
              target.email() + " may not change that calendar",
              "--round-trip=" + target.email()));
    }
    if (!target.synced()) {
      return Optional.of(
          new Broken(
              "calendar-not-synced",
              "no worker has read that calendar yet",
              "start sync-worker and wait for its first sync"));
    }
    return target.pushed()
        ? Optional.empty()
        : Optional.of(
            new Broken(
                "calendar-not-watched",
                "Google does not push for that calendar: no confirmed channel is open",
                "see the checks webhook and calendars, then start channel-manager"));
  }

  static Finding unknown(String wish) {
    return new Broken(
        "calendar-unknown",
        "no selected calendar has the id, and no account the address %s".formatted(wish),
        "select calendar_id, summary from channel.calendar where listed and selected;");
  }

  static List<Finding> of(Trip trip, Duration patience) {
    return switch (trip) {
      case NoToken(var why) ->
          List.of(
              new Broken(
                  "no-token",
                  "channel-manager gives no access token: " + why,
                  "see the checks channel-manager and calendars"));
      case EditRefused(var why) -> List.of(refused(why));
      case Travelled travelled -> travelled(travelled, patience);
    };
  }

  private static Finding refused(String why) {
    return why.contains("accessNotConfigured") || why.contains("SERVICE_DISABLED")
        ? new Broken("api-disabled", "the Calendar API is off for this project", API_PAGE)
        : new Broken("edit-refused", "Google did not take the event: " + why, API_PAGE);
  }

  private static List<Finding> travelled(Travelled trip, Duration patience) {
    List<Finding> findings = new ArrayList<>();
    Duration push = trip.push();
    Duration change = trip.change();
    if (push == null) {
      findings.add(
          new Broken(
              "push-missing",
              "the event was made, and ingress-webhook put no push of it into Kafka within %d s"
                  .formatted(patience.toSeconds()),
              "start ingress-webhook and see the check webhook"));
    } else if (change == null) {
      findings.add(
          new Broken(
              "change-missing",
              "the push came after %d ms, but sync-worker announced no change within %d s"
                  .formatted(push.toMillis(), patience.toSeconds()),
              "start sync-worker, or look into its log"));
    } else {
      findings.add(measured(trip, push, change));
    }
    if (!trip.removed()) {
      findings.add(
          new Doubtful(
              "event-left-behind",
              "the event could not be deleted again",
              "delete '%s' of tomorrow in that calendar".formatted(RoundTrip.SUMMARY)));
    }
    return findings;
  }

  private static Finding measured(Travelled trip, Duration push, Duration change) {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("tokenMillis", trip.token().toMillis());
    figures.put("editMillis", trip.edit().toMillis());
    figures.put("pushMillis", push.toMillis());
    figures.put("changeMillis", change.toMillis());
    figures.put("totalMillis", push.plus(change).toMillis());
    return new Measured(
        "token %d ms, edit %d ms, push %d ms, change (by %s) %d ms: %d ms from Google to Kafka"
            .formatted(
                trip.token().toMillis(),
                trip.edit().toMillis(),
                push.toMillis(),
                trip.origin(),
                change.toMillis(),
                push.plus(change).toMillis()),
        figures);
  }
}
