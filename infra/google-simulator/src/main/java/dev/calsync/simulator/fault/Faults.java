package dev.calsync.simulator.fault;

import dev.calsync.simulator.error.GoogleError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The rules in force; of those that match a call, the first that is drawn counts. */
public final class Faults {
  private static final int RULE_LIMIT = 1_000;

  private final List<Armed> rules = new ArrayList<>();
  private final RandomGenerator random;

  public Faults(RandomGenerator random) {
    this.random = random;
  }

  private static final class Armed {
    private final Rule rule;
    private int skip;
    private int left;
    private long hits;

    private Armed(Rule rule) {
      this.rule = rule;
      Integer first = rule.skip();
      this.skip = first == null ? 0 : first;
      this.left = rule.firstTimes();
    }

    private boolean isHit(RandomGenerator random) {
      if (skip > 0) {
        skip--;
        return false;
      }
      Double rate = rule.rate();
      return rate == null || random.nextDouble() < rate;
    }
  }

  /** A rule and how often it has struck. */
  public record Active(Rule rule, long hits) {}

  public synchronized void add(Rule rule) {
    if (rules.size() >= RULE_LIMIT) {
      throw GoogleError.invalid("more than " + RULE_LIMIT + " fault rules");
    }
    rules.add(new Armed(rule));
  }

  public synchronized void clear() {
    rules.clear();
  }

  /** The rules in force, in the order in which they are asked. */
  public synchronized List<Active> active() {
    return rules.stream().map(armed -> new Active(armed.rule, armed.hits)).toList();
  }

  /** What happens to this call, if anything. */
  public synchronized Optional<Rule> next(String operation, @Nullable String calendarId) {
    for (Armed armed : rules) {
      if (armed.rule.matches(operation, calendarId) && armed.isHit(random)) {
        armed.hits++;
        armed.left--;
        rules.removeIf(rule -> rule.left == 0);
        return Optional.of(armed.rule);
      }
    }
    return Optional.empty();
  }
}
