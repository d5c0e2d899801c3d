package dev.calsync.doctor.account;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connected account as channel-manager holds it.
 *
 * @param state {@code CONNECTED} or {@code NEEDS_REAUTHORIZATION}
 * @param grantedAt when the refresh token came
 * @param accessUntil when the last access token that came of it ends
 */
record Account(
    String email,
    String state,
    Instant since,
    List<String> scopes,
    @Nullable Instant grantedAt,
    @Nullable Instant accessUntil) {
  private static final String PREFIX = "https://www.googleapis.com/auth/";
  private static final List<String> NEEDED =
      List.of(PREFIX + "calendar.events", PREFIX + "calendar.calendarlist.readonly");

  boolean isConnected() {
    return state.equals("CONNECTED");
  }

  /** What its owner did not tick, by the last part of the scope's name. */
  Stream<String> missingScopes() {
    return NEEDED.stream()
        .filter(scope -> !scopes.contains(scope))
        .map(scope -> scope.substring(PREFIX.length()));
  }
}
