package dev.calsync.channel.risc;

/** Something that happened to somebody's account at Google. */
sealed interface SecurityEvent {
  /** All that this person allowed us is taken back. */
  record TokensRevoked(String sub) implements SecurityEvent {}

  /**
   * One refresh token is taken back.
   *
   * @param algorithm how it is named: by its beginning or by its hash
   */
  record TokenRevoked(String algorithm, String name) implements SecurityEvent {
    /** Shows no part of the token. */
    @Override
    public String toString() {
      return "TokenRevoked[" + algorithm + "]";
    }
  }

  /** The person's sessions at Google have ended. */
  record SessionsRevoked(String sub) implements SecurityEvent {}

  /** Google has disabled the account. */
  record AccountDisabled(String sub) implements SecurityEvent {}

  /** Google has enabled the account again. */
  record AccountEnabled(String sub) implements SecurityEvent {}

  /** The account is no more. */
  record AccountPurged(String sub) implements SecurityEvent {}

  /** Google tries out whether we listen. */
  record Verification(String state) implements SecurityEvent {}

  /** Nothing follows from it. */
  record Other(String type) implements SecurityEvent {}
}
