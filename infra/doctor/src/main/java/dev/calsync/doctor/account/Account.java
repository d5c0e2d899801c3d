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
 * @param endsAt when Google ends the grant by itself, as far as channel-manager knows: Google said
 *     so, or did so to another
 */
record Account(
    String email,
    String state,
    Instant since,
    List<String> scopes,
    @Nullable Instant grantedAt,
    @Nullable Instant accessUntil,
    @Nullable Instant endsAt) {
  private static final String PREFIX = "https://www.googleapis.com/auth/";
  private static final String EVENTS = "calendar.events";
  private static final String EVENTS_READONLY = "calendar.events.readonly";
  private static final String CALENDAR_LIST = "calendar.calendarlist.readonly";

  boolean isConnected() {
    return state.equals("CONNECTED");
  }

  /**
   * What its owner did not tick, by the last part of the scope's name.
   *
   * @param edits whether events are to be changed, not only seen
   */
  List<String> missingScopes(boolean edits) {
    String events = edits ? EVENTS : EVENTS_READONLY;
    return Stream.of(events, CALENDAR_LIST).filter(scope -> !covers(scope)).toList();
  }

  private boolean covers(String scope) {
    return scopes.contains(PREFIX + scope)
        || (scope.equals(EVENTS_READONLY) && scopes.contains(PREFIX + EVENTS));
  }
}
