package dev.calsync.doctor.quota;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the safety polls of a day fit into what Google allows. */
final class QuotaVerdict {
  /** However few calls there are, the workers poll each calendar once a week. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final double DAY = Duration.ofDays(1).toMillis();
  private static final double MINUTES = Duration.ofDays(1).toMinutes();

  private QuotaVerdict() {}

  static List<Finding> of(Load load, Allowance allowance) {
    double demand =
        load.watched() * DAY / allowance.pollWatched().toMillis()
            + load.unwatched() * DAY / allowance.pollUnwatched().toMillis();
    double stretch = demand / allowance.pollsPerDay();
    List<Finding> findings = new ArrayList<>();
    if (stretch > 1) {
      findings.add(tooMany(load, allowance, demand, stretch));
    }
    minutes(load, allowance, Math.min(demand, allowance.pollsPerDay()), findings);
    if (allowance.accountPerMinute() > allowance.projectPerMinute()) {
      findings.add(
          new Doubtful(
              "account-above-project",
              "one account may use %.0f calls a minute, the whole project %.0f"
                  .formatted(allowance.accountPerMinute(), allowance.projectPerMinute()),
              "CALSYNC_QUOTA_ACCOUNT_PER_MINUTE=%.0f".formatted(allowance.projectPerMinute())));
    }
    if (findings.isEmpty()) {
      findings.add(fits(load, allowance, demand));
    }
    return findings;
  }

  private static Finding fits(Load load, Allowance allowance, double demand) {
    return new Measured(
        "%.0f polls a day, of %.0f that the budget has".formatted(demand, allowance.pollsPerDay()),
        Map.of(
            "pollsPerDay", Math.round(demand),
            "budgetPerDay", Math.round(allowance.pollsPerDay()),
            "calendars", load.watched() + load.unwatched()));
  }

  private static Finding tooMany(Load load, Allowance allowance, double demand, double stretch) {
    Duration watched = times(allowance.pollWatched(), stretch);
    Duration unwatched = times(allowance.pollUnwatched(), stretch);
    String found =
        "%d calendars want %.0f polls a day, the budget has %.0f: watched ones are polled every %s,"
                .formatted(
                    load.watched() + load.unwatched(), demand, allowance.pollsPerDay(), watched)
            + " others every "
            + unwatched;
    String fix =
        "CALSYNC_QUOTA_PER_DAY=%.0f if Google grants as much, else CALSYNC_SYNC_POLL_WATCHED=%dh and"
                .formatted(
                    Math.ceil(allowance.perDay() * stretch), Math.max(1, watched.toHours() + 1))
            + " CALSYNC_SYNC_POLL_UNWATCHED=%dm".formatted(Math.max(1, unwatched.toMinutes() + 1));
    return watched.compareTo(LONGEST) > 0 || unwatched.compareTo(LONGEST) > 0
        ? new Broken("polls-exceed-quota", found, fix)
        : new Doubtful("polls-stretched", found, fix);
  }

  private static void minutes(
      Load load, Allowance allowance, double demand, List<Finding> findings) {
    double perMinute = demand / MINUTES;
    if (perMinute > allowance.projectPollsPerMinute()) {
      findings.add(
          new Doubtful(
              "polls-fill-minutes",
              "%.0f polls a minute; the project's limit leaves %.0f to them"
                  .formatted(perMinute, allowance.projectPollsPerMinute()),
              "CALSYNC_QUOTA_PROJECT_PER_MINUTE=<what Google's console shows>"));
    }
    double ofAccount =
        load.ofOneAccount()
            * (double) Duration.ofMinutes(1).toMillis()
            / allowance.pollUnwatched().toMillis();
    if (load.unwatched() > 0 && ofAccount > allowance.accountPollsPerMinute()) {
      findings.add(
          new Doubtful(
              "account-fills-minutes",
              "an account has %d unwatched calendars: %.0f polls a minute, its limit leaves %.0f"
                  .formatted(load.ofOneAccount(), ofAccount, allowance.accountPollsPerMinute()),
              "CALSYNC_SYNC_POLL_UNWATCHED=%dm"
                  .formatted(
                      (long)
                          Math.ceil(load.ofOneAccount() / allowance.accountPollsPerMinute() + 1))));
    }
  }

  private static Duration times(Duration interval, double stretch) {
    return Duration.ofSeconds((long) (interval.toSeconds() * stretch));
  }
}
