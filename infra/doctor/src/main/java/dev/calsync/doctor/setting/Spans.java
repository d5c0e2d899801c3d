package dev.calsync.doctor.setting;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and sizes in the forms that Spring Boot reads: {@code 5m}, {@code PT5M}, {@code 400KB}.
 */
public final class Spans {
  private static final Pattern SIMPLE = Pattern.compile("(\\d{1,15})(ns|us|ms|s|m|h|d)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KB|MB|GB)?");

  private Spans() {}

  /** A duration; empty where the text is none. */
  public static Optional<Duration> duration(String text) {
    Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
    if (simple.matches()) {
      long amount = Long.parseLong(simple.group(1));
      return Optional.of(
          switch (simple.group(2)) {
            case "ns" -> Duration.ofNanos(amount);
            case "us" -> Duration.ofNanos(amount * 1_000);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            case null, default -> Duration.ofMillis(amount);
          });
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** A size in bytes; empty where the text is none. */
  public static Optional<Long> bytes(String text) {
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(size.group(1));
    return Optional.of(
        switch (size.group(2)) {
          case "KB" -> amount << 10;
          case "MB" -> amount << 20;
          case "GB" -> amount << 30;
          case null, default -> amount;
        });
  }
}
