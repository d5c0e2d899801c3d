package dev.calsync.channel.lifecycle;

/** The announcer's round, as its loop would call it. */
public final class AnnouncerDoor {
  private final Announcer announcer;

  AnnouncerDoor(Announcer announcer) {
    this.announcer = announcer;
  }

  public void announce() {
    announcer.announce();
  }
}
