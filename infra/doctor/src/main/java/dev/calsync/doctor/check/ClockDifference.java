package dev.calsync.doctor.check;

import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import java.time.Duration;

/**
 * One clock beside another: tokens, channels and leases end by them.
 *
 * @param ahead how much the first is ahead of the second
 */
public record ClockDifference(String whose, String others, Duration ahead) {
  private static final Duration NOTICEABLE = Duration.ofSeconds(5);
  private static final Duration HARMFUL = Duration.ofSeconds(60);

  /** Whether the first is right enough. */
  public Finding finding() {
    String found =
        "the clock of %s is %s.%s s %s %s's"
            .formatted(
                whose,
                ahead.abs().toSeconds(),
                ahead.abs().toMillisPart() / 100,
                ahead.isNegative() ? "behind" : "ahead of",
                others);
    String fix = "timedatectl set-ntp true   # on the machine of " + whose;
    if (ahead.abs().compareTo(HARMFUL) > 0) {
      return new Broken("clock-wrong", found, fix);
    }
    if (ahead.abs().compareTo(NOTICEABLE) > 0) {
      return new Doubtful("clock-off", found, fix);
    }
    return new Fine(found);
  }
}
