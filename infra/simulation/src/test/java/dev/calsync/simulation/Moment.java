package dev.calsync.simulation;

/** When somebody is in the middle of something, and misfortune hurts most. */
enum Moment {
  /** A worker has committed changes and told nobody. */
  COMMITTED("before telling what it committed"),

  /** Google has answered a worker that reads, which has not heard it. */
  ANSWERED("before hearing what it reads"),

  /** Kafka has a notification, and Google does not know. */
  KEPT("before answering a push that is in Kafka"),

  /** Google has opened a channel, and its manager has not heard of it. */
  OPENED("before hearing of its channel");

  private final String words;

  Moment(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
