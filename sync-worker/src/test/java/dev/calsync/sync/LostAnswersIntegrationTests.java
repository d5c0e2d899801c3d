package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.CalendarId;
import dev.calsync.model.Command;
import dev.calsync.model.EventId;
import dev.calsync.model.Lifecycle;
import dev.calsync.sync.PerilousDatabase.Moment;
import dev.calsync.sync.PerilousDatabase.Peril;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is lost on the way to Google and back, and whenever a worker dies: an edit is done once.
 */
class LostAnswersIntegrationTests extends EditingInstallation {
  private final CalendarId other = new CalendarId(UUID.randomUUID());
  private final String otherAtGoogle = other.toString().substring(0, 8) + "@example.com";

  enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    THIS,
    FOLLOWING,
    END,
    MOVE
  }

  /** An edit, and what is to lie at Google in both calendars once it is done. */
  private record Trial(Command command, Map<String, String> after) {}

  @Test
  void anInsertThatGoogleMadeBeforeItsWorkerCouldHearOfItIsOneEvent() throws Exception {
    connect();
    awaitRest();
    Command create = creates("Planning");
    google.fault(rule("events.insert", "\"dropAnswer\":true,\"times\":1"));
    assertThat(decide(create)).isEqualTo("APPLIED");

    assertThat(google.holds(googleCalendar)).containsOnlyKeys(madeBy(create));
    assertThat(toldBy(create))
        .filteredOn(told -> told.startsWith("calsync.command.applied"))
        .hasSize(1);
    assertThatTheEchoTellsNothing();
  }

  /** The answer to the k-th call of the turn is lost, for each k: the next turn finds its work. */
  @ParameterizedTest
  @EnumSource
  void whicheverAnswerIsLostTheEditIsDoneOnce(Kind kind) throws Exception {
    connectBoth();
    int lost = 0;
    for (boolean struck = true; struck; ) {
      Trial trial = trial(kind);
      google.fault(rule("events.*", "\"dropAnswer\":true,\"times\":1,\"skip\":" + lost));
      assertThat(decide(trial.command())).as("%s, %d", kind, lost).isEqualTo("APPLIED");
      struck = !google.faultsToCome().contains("dropAnswer");
      google.noFaults();
      assertThatItWasDoneOnce(trial);
      lost += struck ? 1 : 0;
    }
    assertThat(lost).isGreaterThanOrEqualTo(kind == Kind.FOLLOWING ? 4 : 2);
  }

  /** A worker dies at the k-th commit of its turn, before or after it; another takes over. */
  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void wheneverAWorkerDiesItsSuccessorDoesTheEditOnce(Moment moment) throws Exception {
    connectBoth();
    for (Kind kind : new Kind[] {Kind.CREATE, Kind.FOLLOWING, Kind.MOVE}) {
      int deaths = 0;
      for (boolean struck = true; struck; ) {
        Trial trial = trial(kind);
        Peril peril = perils().arm(moment, deaths + 1);
        command(trial.command());
        await()
            .until(() ->
                peril.hasStruck() || (!status(trial.command()).equals("PENDING") && isAtRest()));
        struck = peril.hasStruck();
        perils().disarm();
        if (struck) {
          theLeaseEnds();
          push();
        }
        awaitDecided(trial.command());
        assertThat(status(trial.command())).as("%s, %d", kind, deaths).isEqualTo("APPLIED");
        assertThatItWasDoneOnce(trial);
        deaths += struck ? 1 : 0;
      }
      assertThat(deaths).as("%s", kind).isGreaterThan(2);
    }
  }

  private Trial trial(Kind kind) throws Exception {
    boolean single = kind == Kind.UPDATE || kind == Kind.DELETE;
    Event event = single ? google.inserts(googleCalendar, "Lunch") : insertsStandUp();
    String id = event.getId();
    String second = id + "_20261202T090000Z";
    push();
    await().until(() -> mirror().equals(google.holds(googleCalendar)) && isAtRest());
    Map<String, String> after = new TreeMap<>(lies());
    Command command =
        switch (kind) {
          case CREATE -> creates("Planning");
          case UPDATE -> renames(id, event.getEtag(), "Dinner");
          case DELETE -> deletes(id, event.getEtag());
          case THIS -> renames(second, event.getEtag(), "Planning");
          case FOLLOWING -> splits(event);
          case END -> ends(event);
          case MOVE -> moves(event);
        };
    switch (kind) {
      case CREATE -> after.put(madeBy(command), "here Planning");
      case UPDATE -> after.put(id, "here Dinner");
      case DELETE -> after.remove(id);
      case THIS -> after.put(second, "here Planning");
      case FOLLOWING -> {
        after.put(id, "here Stand-up " + UNTIL_THE_FOURTH);
        after.put(madeBy(command), "here Sit-down [RRULE:FREQ=DAILY;COUNT=4]");
      }
      case END -> after.put(id, "here Stand-up " + UNTIL_THE_FOURTH);
      case MOVE -> after.computeIfPresent(id, (_, said) -> said.replace("here", "there"));
    }
    return new Trial(command, after);
  }

  private Command moves(Event event) {
    return new Command.MoveEvent(
        id(), calendar, user, "none", new EventId(event.getId()), event.getEtag(), other);
  }

  private void assertThatItWasDoneOnce(Trial trial) throws Exception {
    assertThat(lies()).isEqualTo(trial.after());
    assertThat(mirror()).isEqualTo(google.holds(googleCalendar));
    assertThat(toldBy(trial.command()))
        .filteredOn(told -> told.startsWith("calsync.command."))
        .hasSize(1);
  }

  /** What lies at Google in both calendars: event id → where, and what it says. */
  private Map<String, String> lies() throws Exception {
    Map<String, String> said = new TreeMap<>();
    for (String where : new String[] {"here", "there"}) {
      String at = where.equals("here") ? googleCalendar : otherAtGoogle;
      for (Event event :
          google.client().events().list(at).setMaxResults(2500).execute().getItems()) {
        String rule = event.getRecurrence() == null ? "" : " " + event.getRecurrence();
        said.put(event.getId(), where + " " + event.getSummary() + rule);
      }
    }
    return said;
  }

  private void connectBoth() throws Exception {
    google.calendar(otherAtGoogle);
    connect();
    lifecycle(
        new Lifecycle.CalendarAdded(
            account,
            user,
            ++version,
            Instant.now(),
            other,
            otherAtGoogle,
            Instant.now().plusSeconds(9_999)));
    await().until(() -> !mirrorIsUnread());
    awaitRest();
  }

  private boolean mirrorIsUnread() {
    return jdbc.sql(
            "select 1 from sync.calendar_sync where calendar_id = ? and sync_token is not null")
        .param(other.value())
        .query(Integer.class)
        .optional()
        .isEmpty();
  }

  private String rule(String match, String rest) {
    return "{\"calendarId\":\"%s\",\"match\":\"%s\",\"status\":0,%s}"
        .formatted(googleCalendar, match, rest);
  }
}
