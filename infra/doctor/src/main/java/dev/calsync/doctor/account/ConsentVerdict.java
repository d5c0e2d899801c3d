package dev.calsync.doctor.account;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people have granted. Google may tell with a grant that it ends, as those of an app in
 * testing do after a week; where it does not, how old grants became tells.
 */
final class ConsentVerdict {
  private static final Duration WEEK = Duration.ofDays(7);

  /** A dead grant is noticed when an access token ends, or with the next poll. */
  private static final Duration EARLY = Duration.ofHours(1);

  private static final Duration LATE = Duration.ofDays(1);
  private static final int NAMED = 5;

  private ConsentVerdict() {}

  static List<Finding> of(List<Account> accounts, Instant now, String publicUrl, boolean edits) {
    if (accounts.isEmpty()) {
      return List.of(new Fine("nobody has connected an account yet"));
    }
    List<Finding> findings = new ArrayList<>();
    accounts.stream()
        .filter(Account::isConnected)
        .filter(account -> !account.missingScopes(edits).isEmpty())
        .limit(NAMED)
        .map(account -> missing(account, publicUrl, edits))
        .forEach(findings::add);
    findings.add(consentMode(accounts, now));
    return findings;
  }

  private static Finding missing(Account account, String publicUrl, boolean edits) {
    return new Doubtful(
        "scope-not-granted",
        "%s has not granted %s"
            .formatted(account.email(), String.join(" and ", account.missingScopes(edits))),
        "sign in again as %s at %s and leave every box ticked"
            .formatted(account.email(), publicUrl));
  }

  private static Finding consentMode(List<Account> accounts, Instant now) {
    List<Instant> ends =
        accounts.stream()
            .filter(Account::isConnected)
            .flatMap(account -> Stream.ofNullable(account.endsAt()))
            .sorted()
            .toList();
    if (!ends.isEmpty()) {
      return inTesting(
          "%d grant(s) end by themselves, the first at %s, as in an app in testing"
              .formatted(ends.size(), ends.getFirst()));
    }
    if (accounts.stream().anyMatch(account -> outlivedAWeek(account, now))) {
      return new Fine(
          "%d account(s); grants live longer than a week: the app is published"
              .formatted(accounts.size()));
    }
    long ended = accounts.stream().filter(ConsentVerdict::diedAfterAWeek).count();
    return ended > 0
        ? inTesting(ended + " grant(s) ended a week after they were given, as in an app in testing")
        : new Fine(
            "%d account(s); no grant is old enough to tell an app in testing from a published one"
                .formatted(accounts.size()));
  }

  private static Finding inTesting(String found) {
    return new Doubtful(
        "consent-in-testing",
        found,
        "https://console.cloud.google.com/auth/audience: Publish app; then everybody signs in again");
  }

  private static boolean outlivedAWeek(Account account, Instant now) {
    Instant granted = account.grantedAt();
    Instant until = account.accessUntil();
    return account.isConnected()
        && granted != null
        && until != null
        && until.isAfter(granted.plus(WEEK).plus(LATE))
        && granted.isBefore(now.minus(WEEK.plus(LATE)));
  }

  private static boolean diedAfterAWeek(Account account) {
    Instant granted = account.grantedAt();
    if (account.isConnected() || granted == null) {
      return false;
    }
    Duration lived = Duration.between(granted, account.since());
    return lived.compareTo(WEEK.minus(EARLY)) >= 0 && lived.compareTo(WEEK.plus(LATE)) <= 0;
  }
}
