package dev.calsync.sync.lease;

/** Why a calendar takes no turns for now; its data stays. */
public enum Parking {
  /** Until its account's owner signs in again. */
  NEEDS_REAUTHORIZATION,
  /** Google no longer lets this account read it; looked at again now and then. */
  ACCESS_LOST
}
