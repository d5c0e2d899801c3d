package dev.calsync.channel.grant;

import dev.calsync.model.AccountId;
import java.util.function.Predicate;

/** The accounts whose grants Google has ended, as it would answer to a refresh. */
public record EndedGrants(Predicate<AccountId> ended) {
  public static final EndedGrants NONE = new EndedGrants(_ -> false);
}
