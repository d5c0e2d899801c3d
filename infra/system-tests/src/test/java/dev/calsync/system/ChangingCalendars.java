package dev.calsync.system;

import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Calendars of one person in which events are created, in turn: some are being read at any moment.
 * {@code -Doutage.calendars} says how many.
 */
final class ChangingCalendars {
  private static final int CALENDARS = Integer.getInteger("outage.calendars", 5);

  private final Person owner;
  private final Session session;
  private final List<GoogleCalendar> calendars;
  private final List<String> ids;
  private int created;

  /** Begins once all of them are live. */
  ChangingCalendars(RunningSystem system, Person owner) {
    this.owner = owner;
    this.calendars =
        IntStream.range(0, CALENDARS)
            .mapToObj(i -> system.google().calendar("Team " + i, owner))
            .toList();
    this.session = system.signIn(owner);
    this.ids = calendars.stream().map(session::live).toList();
  }

  void create(int count) {
    for (int i = 0; i < count; i++) {
      GoogleCalendar calendar = calendars.get(created % CALENDARS);
      owner.creates(calendar, "Change " + ++created, Week.on(TUESDAY, created % 24));
    }
  }

  boolean areAsGoogleHasThem() {
    return IntStream.range(0, CALENDARS)
        .allMatch(i -> session.mirror(ids.get(i)).equals(owner.list(calendars.get(i))));
  }

  /** All is told, in order, and once. */
  void assertThatNothingIsLostNorThereTwice() {
    for (String id : ids) {
      List<Long> seqs = session.seqs(id);
      assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, seqs.size()).boxed().toList());
    }
    assertThat(calendars.stream().mapToInt(session::created).sum()).isEqualTo(created);
  }
}
