package dev.calsync.doctor.setting;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Fine;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether the numbers and durations in the settings are such. */
public final class NumberSettingsVerdict {
  private static final List<Rule> RULES =
      List.of(
          new Rule(Setting.PARTITIONS, "1 to 10000", whole(1, 10_000)),
          new Rule(Setting.REPLICATION, "1 to 100", whole(1, 100)),
          new Rule(Setting.PROJECT_PER_MINUTE, "60 or more", whole(60, 1_000_000_000)),
          new Rule(Setting.ACCOUNT_PER_MINUTE, "60 or more", whole(60, 1_000_000_000)),
          new Rule(Setting.PER_DAY, "1000 or more", whole(1_000, 1_000_000_000_000L)),
          new Rule(Setting.SHARE, "0.1 to 1", NumberSettingsVerdict::isShare),
          new Rule(Setting.POLL_WATCHED, "1s or more, as in 6h", NumberSettingsVerdict::isPoll),
          new Rule(Setting.POLL_UNWATCHED, "1s or more, as in 5m", NumberSettingsVerdict::isPoll),
          new Rule(
              Setting.EVENT_BYTES, "16KB to 16MB", text -> isSize(text, 16L << 10, 16L << 20)));

  private NumberSettingsVerdict() {}

  /** Judges those that the doctor reckons with. */
  public static List<Finding> of(Settings settings) {
    List<Finding> findings =
        RULES.stream().flatMap(rule -> fault(rule, settings.get(rule.setting))).toList();
    return findings.isEmpty() ? List.of(new Fine("all in range")) : findings;
  }

  private static Stream<Finding> fault(Rule rule, String value) {
    return rule.holds.test(value)
        ? Stream.empty()
        : Stream.of(
            new Broken(
                "setting-malformed",
                "%s is '%s'".formatted(rule.setting.property(), value),
                "%s=<%s>".formatted(rule.setting.variable(), rule.expected)));
  }

  private static Predicate<String> whole(long least, long most) {
    return text -> {
      if (!text.matches("\\d{1,15}")) {
        return false;
      }
      long number = Long.parseLong(text);
      return number >= least && number <= most;
    };
  }

  private static boolean isShare(String text) {
    return text.matches("0?\\.\\d{1,9}|1(\\.0+)?")
        && Double.parseDouble(text) >= 0.1
        && Double.parseDouble(text) <= 1;
  }

  private static boolean isPoll(String text) {
    return Spans.duration(text).filter(span -> span.toMillis() >= 1_000).isPresent();
  }

  private static boolean isSize(String text, long least, long most) {
    Optional<Long> size = Spans.bytes(text);
    return size.isPresent() && size.get() >= least && size.get() <= most;
  }

  private record Rule(Setting setting, String expected, Predicate<String> holds) {}
}
