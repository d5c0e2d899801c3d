package dev.calsync.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of all settings that are ours, whichever service reads them: one environment may be set
 * for all services. A name is a property's, {@code calsync.sync.lease}, or a variable's, {@code
 * CALSYNC_SYNC_LEASE}; as Spring Boot has it, case and separators do not count.
 */
public final class SettingNames {
  /** By their full names, in alphabetical order. */
  public static final List<String> ALL =
      """
      accounts.keep-without-grant
      audit.calendars-per-hour
      channel-manager-url
      channel-token.keys
      edits
      google.api-url
      google.client-id
      google.client-secret
      google.client-secret-previous
      google.connect-timeout
      google.connections
      google.issuer-url
      google.read-timeout
      ingress.answer-within
      ingress.max-in-flight
      ingress.site-verification
      ingress.slow-request-after
      ingress.trusted-proxies
      ingress.unauthenticated-burst
      ingress.unauthenticated-per-second
      internal.secret
      lists.reads-per-day
      public-url
      quota.account-per-minute
      quota.per-day
      quota.project-per-minute
      quota.share
      quota.turns-per-account
      quota.write-stop
      session.max-age
      stream.drain-window
      stream.heartbeat
      stream.log-check
      stream.max-age
      stream.per-node
      stream.per-session
      stream.per-user
      stream.replay
      stream.session-check
      stream.write-deadline
      sync.burst
      sync.calm
      sync.debounce
      sync.event-bytes
      sync.lease
      sync.log-retention
      sync.page-bytes
      sync.page-size
      sync.permits
      sync.poll-unwatched
      sync.poll-watched
      sync.push-grace
      sync.push-misses
      sync.quiet
      sync.second-look
      topics.partitions
      topics.replication
      vault.kek
      vault.kek-file
      vault.kek-uri
      vault.keyset-file
      vault.reload-every
      watch.account-calls-per-minute
      watch.calls-per-minute
      watch.permits
      watch.ttl
      webhook-url
      """
          .lines()
          .map(name -> "calsync." + name)
          .toList();

  private static final Pattern OURS = Pattern.compile("calsync[._].*", Pattern.CASE_INSENSITIVE);

  /** The local stack knows its own. */
  private static final String LOCAL = "calsynclocal";

  /** Characters that somebody may have written wrongly. */
  private static final int SLIPS = 2;

  /** One of several values, {@code [0]} or {@code _0}. */
  private static final Pattern INDEX = Pattern.compile("(\\[\\d+]|_\\d+)$");

  /**
   * What Kubernetes sets in every container for a service whose name begins with "calsync".
   *
   * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/">Service</a>,
   *     environment variables
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "CALSYNC(_[A-Z0-9_]+)?_(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)"
              + "|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private SettingNames() {}

  /**
   * A name that begins like one of ours and is none.
   *
   * @param name as somebody wrote it
   * @param meant the setting, by its full name, of which this is a misspelling; empty where it is
   *     like none
   */
  public record Unknown(String name, Optional<String> meant) {}

  /** Those that begin like ours and that nobody reads, in order. */
  public static List<Unknown> unknown(Collection<String> names) {
    return names.stream()
        .filter(name -> OURS.matcher(name).matches())
        .filter(name -> !SERVICE_LINK.matcher(name).matches())
        .filter(name -> !bare(name).startsWith(LOCAL) && !isKnown(name))
        .distinct()
        .sorted()
        .map(name -> new Unknown(name, meantBy(bare(name))))
        .toList();
  }

  /**
   * Refuses what is misspelt: ignored in silence it costs an afternoon. What is like none of ours
   * may be somebody else's.
   *
   * @throws IllegalArgumentException naming all of them
   */
  public static void refuseMisspelt(Stream<String> names) {
    String misspelt =
        unknown(names.toList()).stream()
            .flatMap(each ->
                each
                    .meant
                    .map(meant -> "'%s' is no setting (%s is)".formatted(each.name, meant))
                    .stream())
            .collect(Collectors.joining(", "));
    if (!misspelt.isEmpty()) {
      throw new IllegalArgumentException(misspelt);
    }
  }

  private static boolean isKnown(String name) {
    String whole = bare(name);
    String one = bare(INDEX.matcher(name).replaceFirst(""));
    return ALL.stream().map(SettingNames::bare).anyMatch(b -> b.equals(whole) || b.equals(one));
  }

  private static Optional<String> meantBy(String bare) {
    return ALL.stream()
        .min(Comparator.comparingInt(each -> distance(bare, bare(each))))
        .filter(nearest -> distance(bare, bare(nearest)) <= SLIPS);
  }

  private static String bare(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** How many characters must be put in, taken out or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
