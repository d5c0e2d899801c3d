package dev.calsync.doctor.account;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether calendars are kept in sync, and in time. */
final class CalendarsVerdict {
  private static final int NAMED = 5;

  private final List<Finding> findings = new ArrayList<>();

  private CalendarsVerdict() {}

  static List<Finding> of(Calendars calendars, boolean pushed, String publicUrl) {
    var verdict = new CalendarsVerdict();
    verdict.findings.add(figures(calendars));
    verdict.accounts(calendars, publicUrl);
    verdict.turns(calendars);
    if (pushed) {
      verdict.channels(calendars);
    }
    return verdict.findings;
  }

  private static Finding figures(Calendars calendars) {
    Channels channels = calendars.channels();
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("calendars", calendars.all());
    figures.put("accountsSignedOut", (long) calendars.signedOut().size());
    figures.put("channelsActive", channels.active());
    figures.put("channelsOpening", channels.opening());
    figures.put("channelsRetiring", channels.retiring());
    figures.put("channelsUnconfirmed", channels.unconfirmed());
    Duration soonest = channels.soonest();
    if (soonest != null) {
      figures.put("soonestExpirySeconds", soonest.toSeconds());
    }
    return new Measured(
        "%d calendars; channels: %d active, %d opening, %d retiring; the next ends %s"
            .formatted(
                calendars.all(),
                channels.active(),
                channels.opening(),
                channels.retiring(),
                soonest == null ? "never" : "in " + soonest.toMinutes() + " min"),
        figures);
  }

  private void accounts(Calendars calendars, String publicUrl) {
    List<String> signedOut = calendars.signedOut();
    if (!signedOut.isEmpty()) {
      doubtful(
          "needs-reauthorization",
          "%d account(s) must sign in again: %s"
              .formatted(signedOut.size(), String.join(", ", firstOf(signedOut))),
          "sign in again at " + publicUrl);
    }
    if (calendars.accessLost() > 0) {
      doubtful(
          "access-lost",
          calendars.accessLost() + " calendar(s) are no longer shown to their account by Google",
          "ask their owners to share them again, or take them off at " + publicUrl);
    }
  }

  private void turns(Calendars calendars) {
    if (calendars.overdue() > 0) {
      doubtful(
          "overdue",
          calendars.overdue()
              + " calendar(s) have been due for ten minutes, and no worker took them",
          "start sync-worker, or one more: java -jar sync-worker.jar");
    }
    if (calendars.failing() > 0) {
      doubtful(
          "failing",
          calendars.failing() + " calendar(s) have failed eight times in a row or more",
          "select calendar_id, attempts, last_error from sync.calendar_sync where attempts >= 8;");
    }
    if (calendars.quarantined() > 0) {
      doubtful(
          "quarantined",
          calendars.quarantined() + " event(s) cannot be kept",
          "curl http://<sync-worker>:8082/actuator/quarantine   # see infra/docs/quarantine.md");
    }
  }

  private void channels(Calendars calendars) {
    Channels channels = calendars.channels();
    if (channels.unrenewed() > 0) {
      findings.add(
          new Broken(
              "channels-not-renewed",
              channels.unrenewed() + " channel(s) should have been renewed by now, and were not",
              "start channel-manager: java -jar channel-manager.jar"));
    }
    if (calendars.addressRefused() > 0) {
      findings.add(
          new Broken(
              "address-refused",
              "Google refuses to call CALSYNC_WEBHOOK_URL: %s; %d calendar(s) are polled"
                  .formatted(calendars.refusal(), calendars.addressRefused()),
              "CALSYNC_WEBHOOK_URL=https://<a name with a certificate of a public authority>"
                  + "/api/calendar/webhook; restart channel-manager; then: update channel.calendar"
                  + " set watch_due_at = now() where last_error like '%webhookUrl%';"));
    }
    if (channels.unconfirmed() > 0) {
      doubtful(
          "channels-unconfirmed",
          channels.unconfirmed() + " channel(s) never brought Google's first message",
          "see the check webhook: Google does not reach CALSYNC_WEBHOOK_URL");
    }
    if (channels.suspect() > 0) {
      doubtful(
          "channels-suspect",
          channels.suspect() + " channel(s) did not tell of changes that polling found",
          "see the check webhook; channel-manager replaces them by itself");
    }
    if (calendars.uncovered() > 0) {
      doubtful(
          "calendars-unwatched",
          calendars.uncovered() + " calendar(s) could be watched and are not: they are polled",
          "select google_calendar_id, last_error from channel.calendar where watchable and listed"
              + " and selected and coalesce(watched_until, '-infinity') < now();");
    }
  }

  private static List<String> firstOf(List<String> all) {
    return all.subList(0, Math.min(NAMED, all.size()));
  }

  private void doubtful(String code, String found, String fix) {
    findings.add(new Doubtful(code, found, fix));
  }
}
