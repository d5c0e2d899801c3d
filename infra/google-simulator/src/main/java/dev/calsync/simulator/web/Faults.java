package dev.calsync.simulator.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What goes wrong on purpose: rules that tests set, the first that matches counts. */
@Component
class Faults {
  private final List<Armed> rules = new ArrayList<>();
  private final RandomGenerator random = new java.util.Random(7);

  /**
   * One rule.
   *
   * @param match an operation ({@code events.list}), a family ({@code events.*}), or {@code *} or
   *     null for all
   * @param calendarId only calls for this calendar, or null for all
   * @param status what is answered; 0 lets the call through (after the delay)
   * @param times how often; 0 = until reset
   * @param dropAnswer the call does its work, and then the connection breaks (with status 0)
   * @param rate the share of matching calls it hits
   */
  record Rule(
      @Nullable String match,
      @Nullable String calendarId,
      int status,
      @Nullable String reason,
      @Nullable String message,
      @Nullable Integer retryAfter,
      @Nullable Integer times,
      @Nullable Double rate,
      @Nullable Long delayMillis,
      @Nullable Boolean dropAnswer) {

    private boolean matches(String operation, @Nullable String calendar) {
      boolean named =
          match == null
              || match.equals("*")
              || match.equals(operation)
              || (match.endsWith(".*")
                  && operation.startsWith(match.substring(0, match.length() - 1)));
      return named && (calendarId == null || calendarId.equals(calendar));
    }
  }

  private static final class Armed {
    private final Rule rule;
    private int left;

    private Armed(Rule rule) {
      this.rule = rule;
      Integer times = rule.times();
      this.left = times == null ? 1 : times == 0 ? Integer.MAX_VALUE : times;
    }
  }

  synchronized void add(Rule rule) {
    rules.add(new Armed(rule));
  }

  synchronized void clear() {
    rules.clear();
  }

  synchronized Optional<Rule> next(String operation, @Nullable String calendarId) {
    for (Armed armed : rules) {
      if (armed.left > 0 && armed.rule.matches(operation, calendarId)) {
        Double rate = armed.rule.rate();
        if (rate == null || random.nextDouble() < rate) {
          armed.left--;
          rules.removeIf(rule -> rule.left == 0);
          return Optional.of(armed.rule);
        }
      }
    }
    return Optional.empty();
  }
}
