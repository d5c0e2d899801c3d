package dev.calsync.simulation;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One calendar as one person sees it, at Google and with us.
 *
 * @param watchable whether Google pushes for it; one for which it does not is read only, as public
 *     holidays are
 */
record Seat(CalendarId calendar, Person person, String googleId, boolean watchable) {
  /** Writes what others may only read. */
  static final String PUBLISHER = "publisher@example.com";

  /** Somebody with one account at Google. */
  record Person(UserId user, AccountId account, String email) {}

  /** In whose name it is changed at Google. */
  String author() {
    return watchable ? person.email() : PUBLISHER;
  }

  static UUID id(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
