package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.notifier.World.Person;
import dev.calsync.testsupport.stream.Crowd;
import dev.calsync.testsupport.stream.Listener;
import dev.calsync.testsupport.stream.Message;
import dev.calsync.testsupport.stream.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/**
 * P22: whoever asks for whatever, with whatever number: nothing of others, and nothing of what was
 * taken away, live or from the past.
 */
class StreamSecrecyIntegrationTests extends Streaming {
  private static final int TRIPLES = Integer.getInteger("guarantees.triples", 300);
  private static final int PEOPLE = Math.min(200, Math.max(4, TRIPLES / 20));
  private static final Duration EFFECTIVE = Duration.ofSeconds(5);

  private final Random random = new Random(22);
  private final List<Somebody> people = new ArrayList<>();

  /** A person, the calendars they may see, and those that they no longer may. */
  private record Somebody(Person person, List<CalendarId> visible, List<CalendarId> revoked) {
    private Set<String> mayHear() {
      var texts = new HashSet<String>();
      visible.forEach(calendar -> texts.add(calendar.toString()));
      return texts;
    }
  }

  /** Each has a calendar of their own, one shared by all, and two that were taken away. */
  @BeforeEach
  void people() {
    for (int i = 0; i < PEOPLE; i++) {
      Person person = world.person();
      List<CalendarId> calendars =
          IntStream.range(0, 4).mapToObj(_ -> world.calendar(person, "reader")).toList();
      jdbc.sql(
              "update channel.calendar set google_calendar_id = 'everybodys' where calendar_id = ?")
          .param(calendars.get(1).value())
          .update();
      int changes = 4 + random.nextInt(16);
      for (int change = 0; change < changes; change++) {
        CalendarId calendar = calendars.get(random.nextInt(calendars.size()));
        world.commits(person.user(), calendar, "of " + calendar);
      }
      people.add(new Somebody(person, calendars.subList(0, 2), calendars.subList(2, 4)));
      jdbc.sql("update channel.calendar set listed = false where calendar_id = ?")
          .param(calendars.get(2).value())
          .update();
      jdbc.sql("update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?")
          .param(calendars.get(3).value())
          .update();
    }
  }

  @Test
  @Timeout(1_800)
  void whateverIsAskedNothingForeignIsTold() throws ExecutionException, InterruptedException {
    var found = new CopyOnWriteArrayList<String>();
    try (var crowd = new Crowd();
        var callers = Executors.newFixedThreadPool(8, Thread.ofVirtual().factory())) {
      List<Future<?>> asked = new ArrayList<>();
      for (int i = 0; i < TRIPLES; i++) {
        Somebody who = anybody();
        Somebody other = anybody();
        List<CalendarId> theirs = random.nextBoolean() ? other.visible() : other.revoked();
        CalendarId calendar = theirs.get(random.nextInt(2));
        long number = random.nextInt(25);
        asked.add(callers.submit(() -> ask(crowd, who, calendar, number, found)));
      }
      for (Future<?> each : asked) {
        each.get();
      }
    }
    assertThat(found).isEmpty();
  }

  private Somebody anybody() {
    return people.get(random.nextInt(people.size()));
  }

  private void ask(
      Crowd crowd, Somebody who, CalendarId calendar, long number, List<String> foreign) {
    boolean own = who.visible().contains(calendar);
    String window = "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z";
    for (String path :
        List.of(
            "/api/events?" + window + "&calendarId=" + calendar,
            "/api/calendars/" + calendar + "/events")) {
      int status = api.get(who.person(), path).status();
      if (status != (own ? 200 : 404)) {
        foreign.add(status + " to " + who.person().user() + " for " + path);
      }
    }
    Set<String> mayHear = who.mayHear();
    api.get(who.person(), "/api/changes?limit=100&after=" + number)
        .json()
        .path("changes")
        .forEach(change -> check(change.get("calendarId").asString(), mayHear, foreign));
    replay(crowd, who.person(), number, calendar)
        .forEach(calendarOf -> check(calendarOf, mayHear, foreign));
  }

  private static void check(String calendar, Set<String> mayHear, List<String> foreign) {
    if (!mayHear.contains(calendar)) {
      foreign.add(calendar);
    }
  }

  /** The calendars of which a stream from that number on tells, until it is at its end. */
  private List<String> replay(Crowd crowd, Person person, long number, CalendarId asked) {
    long head = head(person);
    String path = "/api/stream?calendarId=" + asked + "&lastEventId=" + number;
    List<String> cookie = List.of("Cookie: " + person.cookie());
    return await()
        .atMost(SOON)
        .until(
            () -> {
              var told = new Told(head, number == head);
              Reader reader = crowd.open(port, path, cookie, told);
              Optional<List<String>> heard = told.calendars.get();
              reader.cut();
              return heard;
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private long head(Person person) {
    return jdbc.sql("select feed_seq from sync.user_feed where user_id = ?")
        .param(person.user().value())
        .query(Long.class)
        .single();
  }

  @Test
  void whatIsTakenAwayIsNotToldLiveAfterFiveSecondsAtMost() {
    Somebody one = people.getFirst();
    try (var stream = open(one.person(), "")) {
      awaitOpen(stream);
      await().atMost(SOON).until(() -> !stream.hints().isEmpty());
      CalendarId shared = one.visible().get(1);
      world.announces(world.commits(one.person().user(), shared, "still shared"));
      await().atMost(SOON).until(() -> stream.messages().toString().contains("still shared"));

      int hints = stream.hints().size();
      Instant revoked = Instant.now();
      jdbc.sql("update sync.calendar_sync set parked = 'ACCESS_LOST' where calendar_id = ?")
          .param(shared.value())
          .update();
      await().atMost(EFFECTIVE).until(() -> stream.hints().size() > hints);
      System.out.printf(
          "P22: revocation effective after %s%n", Duration.between(revoked, Instant.now()));

      world.announces(world.commits(one.person().user(), shared, "too late"));
      world.announces(world.commits(one.person().user(), one.visible().getFirst(), "own"));
      await().atMost(SOON).until(() -> stream.messages().toString().contains("own"));
      assertThat(stream.messages().toString()).doesNotContain("too late");
      assertThat(stream.lastEventId()).isEqualTo(Long.toString(head(one.person())));
    }
  }

  @Test
  void streamsOfAllWhoSignOutEndWithinFiveSeconds() {
    List<SseClient> streams = people.stream().map(somebody -> open(somebody.person(), "")).toList();
    streams.forEach(Streaming::awaitOpen);
    List<SseClient> ending = streams.subList(0, streams.size() / 2);
    people
        .subList(0, ending.size())
        .forEach(somebody -> sessions.deleteById(somebody.person().sessionId()));
    await().atMost(EFFECTIVE).until(() -> ending.stream().allMatch(SseClient::isEnded));
    assertThat(streams.subList(ending.size(), streams.size())).noneMatch(SseClient::isEnded);
    streams.forEach(SseClient::close);
  }

  /** Notes of whose calendars a stream tells until it has come to a number. */
  private static final class Told implements Listener {
    private final List<String> heard = new ArrayList<>();
    private final CompletableFuture<Optional<List<String>>> calendars = new CompletableFuture<>();
    private final long until;
    private final boolean there;

    private Told(long until, boolean there) {
      this.until = until;
      this.there = there;
    }

    @Override
    public void comeBackAfter(Duration pause) {
      if (there) {
        calendars.complete(Optional.of(heard));
      }
    }

    @Override
    public void told(Message message) {
      if (!message.data().isEmpty() && !message.data().equals("{}")) {
        heard.add(calendarOf(message));
      }
      String id = message.id();
      if (id != null && (message.event().equals("reset") || Long.parseLong(id) == until)) {
        calendars.complete(Optional.of(heard));
      }
    }

    /** Refused: of those that this session has left behind, not all are noticed yet. */
    @Override
    public void ended() {
      calendars.complete(Optional.empty());
    }

    private static String calendarOf(Message message) {
      return JsonMapper.shared().readTree(message.data()).get("calendarId").asString();
    }
  }
}
