package dev.calsync.simulator.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The refresh tokens that are good, and why others are not (google-calendar.md §5.5, §5.6). */
final class RefreshTokens {
  /** The oldest token of a grant dies silently when there are more. */
  private static final int LIMIT = 100;

  private static final Duration LIFE_IN_TESTING = Duration.ofDays(7);
  private static final Duration UNUSED = Duration.ofDays(183);
  private static final int REMEMBERED_DEAD = 10_000;

  private final Map<String, Live> live = new LinkedHashMap<>();
  private final Set<String> dead = new LinkedHashSet<>();

  /** What a good token stands for. */
  record Live(Grant grant, Set<String> scopes, Instant issued, Instant used, boolean testing) {
    private boolean isOver(Instant now) {
      boolean tooOld = testing && isMoreThanIdentity() && now.isAfter(issued.plus(LIFE_IN_TESTING));
      return tooOld || now.isAfter(used.plus(UNUSED));
    }

    /** Whether it allows more than to know who the person is. */
    private boolean isMoreThanIdentity() {
      return scopes.stream()
          .anyMatch(scope -> !scope.equals("openid") && !scope.contains("/auth/userinfo."));
    }

    private Live usedAt(Instant now) {
      return new Live(grant, scopes, issued, now, testing);
    }
  }

  void add(Grant grant, String token, Set<String> scopes, Instant now, boolean testing) {
    grant.refreshTokens().add(token);
    live.put(token, new Live(grant, scopes, now, now, testing));
    if (grant.refreshTokens().size() > LIMIT) {
      kill(grant.refreshTokens().iterator().next());
    }
  }

  /** What a token stands for; of the two refusals one is for what was once good. */
  Live use(String token, String clientId, Instant now) {
    Live known = live.get(token);
    if (known != null && known.isOver(now)) {
      kill(token);
      throw OAuthError.revoked();
    }
    if (known == null || !known.grant().clientId().equals(clientId)) {
      throw dead.contains(token) ? OAuthError.revoked() : OAuthError.badGrant();
    }
    live.put(token, known.usedAt(now));
    return known;
  }

  Optional<Grant> grant(String token) {
    return Optional.ofNullable(live.get(token)).map(Live::grant);
  }

  void end(Grant grant) {
    List.copyOf(grant.refreshTokens()).forEach(this::kill);
  }

  void clear() {
    live.clear();
    dead.clear();
  }

  /** What a snapshot keeps of a token beside itself. */
  Map<String, Object> snapshot(String token) {
    Live known = live.get(token);
    return known == null
        ? Map.of()
        : Map.of(
            "token", token,
            "scopes", List.copyOf(known.scopes()),
            "issued", known.issued().toString(),
            "used", known.used().toString(),
            "testing", known.testing());
  }

  void restore(Grant grant, String token, @Nullable Map<String, Object> saved, Instant now) {
    grant.refreshTokens().add(token);
    Instant issued = saved == null ? now : Instant.parse(String.valueOf(saved.get("issued")));
    Instant used = saved == null ? now : Instant.parse(String.valueOf(saved.get("used")));
    boolean testing = saved != null && Boolean.TRUE.equals(saved.get("testing"));
    Set<String> scopes = new LinkedHashSet<>();
    if (saved != null && saved.get("scopes") instanceof List<?> kept) {
      kept.forEach(scope -> scopes.add(String.valueOf(scope)));
    } else {
      scopes.addAll(grant.scopes());
    }
    live.put(token, new Live(grant, scopes, issued, used, testing));
  }

  private void kill(String token) {
    Live known = live.remove(token);
    if (known != null) {
      known.grant().refreshTokens().remove(token);
      dead.add(token);
      if (dead.size() > REMEMBERED_DEAD) {
        dead.remove(dead.iterator().next());
      }
    }
  }
}
