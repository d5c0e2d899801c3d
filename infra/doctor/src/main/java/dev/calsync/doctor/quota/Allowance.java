package dev.calsync.doctor.quota;

import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import dev.calsync.doctor.setting.Spans;
import java.time.Duration;

/** What Google allows, and how often calendars are to be polled within it. */
record Allowance(
    double projectPerMinute,
    double accountPerMinute,
    double share,
    double perDay,
    Duration pollWatched,
    Duration pollUnwatched) {
  /** Of a limit, the part that polls can use: 70 % of it over a long time, half of that. */
  private static final double LONG_TERM = 0.35;

  static Allowance of(Settings settings) {
    return new Allowance(
        settings.number(Setting.PROJECT_PER_MINUTE),
        settings.number(Setting.ACCOUNT_PER_MINUTE),
        settings.number(Setting.SHARE),
        settings.number(Setting.PER_DAY),
        Spans.duration(settings.get(Setting.POLL_WATCHED)).orElseThrow(),
        Spans.duration(settings.get(Setting.POLL_UNWATCHED)).orElseThrow());
  }

  double pollsPerDay() {
    return perDay * share / 2;
  }

  double projectPollsPerMinute() {
    return projectPerMinute * share * LONG_TERM;
  }

  double accountPollsPerMinute() {
    return accountPerMinute * share * LONG_TERM;
  }
}
