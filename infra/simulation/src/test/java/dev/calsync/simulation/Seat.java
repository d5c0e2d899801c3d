package dev.calsync.simulation;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** One calendar as one person sees it, at Google and with us. */
record Seat(CalendarId calendar, Person person, String googleId) {
  /** Somebody with one account at Google. */
  record Person(UserId user, AccountId account, String email) {}

  static UUID id(RandomGenerator random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
