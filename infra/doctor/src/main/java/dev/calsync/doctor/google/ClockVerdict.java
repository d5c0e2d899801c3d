package dev.calsync.doctor.google;

import dev.calsync.doctor.check.ClockDifference;
import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Whether this machine's clock is Google's, as far as a Date header tells. */
final class ClockVerdict {
  private ClockVerdict() {}

  static List<Finding> ofGoogle(Answer answer) {
    return switch (answer) {
      case Silent _ -> List.of(unknown());
      case Answered answered ->
          List.of(
              date(answered)
                  .map(google ->
                      new ClockDifference("this machine", "Google", difference(answered, google))
                          .finding())
                  .orElseGet(ClockVerdict::unknown));
    };
  }

  /** In the middle of the call, and of the second that a Date header stands for. */
  private static Duration difference(Answered answered, Instant google) {
    Instant here = answered.sent().plus(answered.took().dividedBy(2));
    return Duration.between(google.plusMillis(500), here);
  }

  private static Optional<Instant> date(Answered answered) {
    try {
      return answered
          .header("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Finding unknown() {
    return new Doubtful(
        "clock-unknown",
        "the issuer's answer has no Date header to compare with",
        "timedatectl status");
  }
}
