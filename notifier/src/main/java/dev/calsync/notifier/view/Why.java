package dev.calsync.notifier.view;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.calsync.notifier.view.Health.State;
import java.util.Locale;
import java.util.Set;

/** Why a calendar fares as it does. Each is said in words on the page, see {@code health.js}. */
enum Why {
  /** A confirmed channel is open. */
  PUSHED(State.LIVE),
  /** Google does not push for calendars such as this. */
  NOT_WATCHABLE(State.POLLING),
  /** There is no address of ours for Google to call. */
  NO_URL(State.POLLING),
  /** Google will not call our address. */
  ADDRESS_REFUSED(State.POLLING),
  /** Its channel is open and did not tell of changes. */
  SUSPECT(State.POLLING),
  /** Its channel is open and Google's first message has not come yet. */
  UNCONFIRMED(State.POLLING),
  /** Google refused to watch it, for now. */
  WATCH_FAILED(State.POLLING),
  /** It is about to be watched. */
  NOT_YET_WATCHED(State.POLLING),
  /** It is read in full for the first time. */
  FIRST_READING(State.SYNCING),
  /** It is read in full again. */
  READ_AGAIN(State.SYNCING),
  /** Google refuses its account's grant. */
  GRANT_REFUSED(State.NEEDS_REAUTHORIZATION),
  /** Google refuses its account this calendar. */
  ACCESS_LOST(State.ACCESS_LOST);

  private final State state;

  Why(State state) {
    this.state = state;
  }

  State state() {
    return state;
  }

  /** For programs, and for the page's table of sentences. */
  @JsonValue
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What keeps it from being better than it is. */
  static Why of(Set<Fact> facts) {
    if (facts.contains(Fact.REFUSED) || facts.contains(Fact.PARKED)) {
      return GRANT_REFUSED;
    }
    if (facts.contains(Fact.LOST)) {
      return ACCESS_LOST;
    }
    if (facts.contains(Fact.UNREAD)) {
      return FIRST_READING;
    }
    if (facts.contains(Fact.READING)) {
      return READ_AGAIN;
    }
    return facts.contains(Fact.PUSHED) ? PUSHED : notPushed(facts);
  }

  /** An open channel counts more than what came of earlier attempts to open one. */
  private static Why notPushed(Set<Fact> facts) {
    if (facts.contains(Fact.UNWATCHABLE)) {
      return NOT_WATCHABLE;
    }
    if (facts.contains(Fact.UNPLANNED)) {
      return NO_URL;
    }
    if (facts.contains(Fact.DOUBTED)) {
      return SUSPECT;
    }
    if (facts.contains(Fact.UNCONFIRMED)) {
      return UNCONFIRMED;
    }
    if (facts.contains(Fact.ADDRESS_REFUSED)) {
      return ADDRESS_REFUSED;
    }
    return facts.contains(Fact.WATCH_FAILED) ? WATCH_FAILED : NOT_YET_WATCHED;
  }
}
