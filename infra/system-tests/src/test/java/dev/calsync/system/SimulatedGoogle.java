package dev.calsync.system;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Simulated Google, as whoever controls it sees it. */
final class SimulatedGoogle {
  private static final AtomicInteger people = new AtomicInteger();

  private final String url;
  private final Http http = new Http();

  SimulatedGoogle(String url) {
    this.url = url;
  }

  /** Somebody whom no other test knows. */
  Person somebody(String name) {
    String email =
        "%s.%d@example.com".formatted(name.toLowerCase(Locale.ROOT), people.incrementAndGet());
    http.json(url + "/control/users", Map.of("email", email, "name", name));
    return known(email);
  }

  /** Somebody of the demo data. */
  Person known(String email) {
    JsonNode answer = http.json(url + "/control/token", Map.of("email", email));
    return new Person(url, email, answer.get("accessToken").asString());
  }

  /** What this person has allowed anybody is taken back. */
  void revokes(Person person) {
    http.json(url + "/control/users/" + person.email() + "/revoke", Map.of());
  }

  /** A new calendar that belongs to the first and that the others may write, too. */
  GoogleCalendar calendar(String summary, Person owner, Person... writers) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("owner", owner.email());
    wanted.put("summary", summary);
    wanted.put("writers", Stream.of(writers).map(Person::email).toList());
    JsonNode made = http.json(url + "/control/calendars", wanted);
    return new GoogleCalendar(made.get("id").asString(), summary);
  }

  /** What somebody may do with a calendar from now on: a role at Google, or {@code none}. */
  void shares(GoogleCalendar calendar, Person with, String role) {
    http.json(
        url + "/control/calendars/" + calendar.pathId() + "/share",
        Map.of("email", with.email(), "role", role));
  }

  /** That many events at once, with one push at the end. */
  void fills(GoogleCalendar calendar, int count) {
    http.json(events(calendar), Map.of("count", count));
  }

  /** These events at once, with one push at the end. */
  void fills(GoogleCalendar calendar, List<Map<String, Object>> events) {
    http.json(events(calendar), events);
  }

  /** One event made in Google's own pages, which may set what no client of its API may. */
  JsonNode makes(Person person, GoogleCalendar calendar, Map<String, Object> event) {
    return http.json(
        "%s/control/people/%s/calendars/%s/events"
            .formatted(url, person.email(), calendar.pathId()),
        event);
  }

  /** Every list of its events takes that long from now on. */
  void listsSlowly(GoogleCalendar calendar, long millis) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("match", "events.list");
    rule.put("calendarId", calendar.id());
    rule.put("status", 0);
    rule.put("times", 0);
    rule.put("delayMillis", millis);
    http.json(url + "/control/faults", rule);
  }

  /** Of the calls that match, this share from now on is answered so. */
  void answers(String operation, double rate, int status, Map<String, Object> more) {
    Map<String, Object> rule = new LinkedHashMap<>(more);
    rule.put("match", operation);
    rule.put("status", status);
    rule.put("times", 0);
    rule.put("rate", rate);
    http.json(url + "/control/faults", rule);
  }

  /** What becomes of pushes from now on: shares that are lost or come twice, and a delay. */
  void pushes(double drop, double duplicate, long delayMillis) {
    Map<String, Object> faults = new LinkedHashMap<>();
    faults.put("paused", false);
    faults.put("drop", drop);
    faults.put("duplicate", duplicate);
    faults.put("delayMillis", delayMillis);
    http.json(url + "/control/pushes", faults);
  }

  /** Every fault is over; what is delayed still comes. */
  void behaves() {
    http.delete(url + "/control/faults");
  }

  /** All sync tokens of a calendar are answered by 410 from now on. */
  void forgetsSyncTokens(GoogleCalendar calendar) {
    http.json(url + "/control/calendars/" + calendar.pathId() + "/expire-sync-tokens", Map.of());
  }

  /** So many calls a minute for a project, and for one person of it, are answered from now on. */
  void allows(int perProject, int perPerson) {
    Map<String, Object> quota =
        Map.of("perProjectPerMinute", perProject, "perUserPerMinute", perPerson);
    http.json(url + "/control/behaviour", Map.of("quota", quota));
  }

  /** There are no quotas any more. */
  void allowsEverything() {
    allows(0, 0);
  }

  /** How many calls its quotas have refused. */
  long refusedByQuota() {
    return calls().path("refusedByQuota").asLong();
  }

  /** How often somebody asked for the events of one of these calendars. */
  long lists(Collection<GoogleCalendar> calendars) {
    JsonNode counts = calls().path("listsByCalendar");
    return calendars.stream().mapToLong(each -> counts.path(each.id()).asLong(0)).sum();
  }

  /**
   * How many calls listed the events of one of these calendars at once, the most there ever were.
   */
  long mostListsAtOnce(Collection<GoogleCalendar> calendars) {
    JsonNode counts = calls().path("mostListsAtOnce");
    return calendars.stream().mapToLong(each -> counts.path(each.id()).asLong(0)).max().orElse(0);
  }

  /** Every attempt to deliver a push, oldest first. */
  List<Delivery> deliveries() {
    return http.json(url + "/control/deliveries")
        .valueStream()
        .map(each ->
            new Delivery(
                Instant.parse(each.get("at").asString()),
                each.get("channelId").asString(),
                each.get("messageNumber").asLong(),
                each.get("status").asInt()))
        .toList();
  }

  /** Whether a message that was refused once was taken when it was sent again. */
  boolean hasDelivered(Delivery refused) {
    return deliveries().stream()
        .anyMatch(each -> each.isSameMessage(refused) && each.status() / 100 == 2);
  }

  /** The latest attempt of any push. */
  Delivery lastDelivery() {
    return deliveries().getLast();
  }

  private JsonNode calls() {
    return http.json(url + "/control/state").path("calls");
  }

  private String events(GoogleCalendar calendar) {
    return url + "/control/calendars/" + calendar.pathId() + "/events";
  }

  /** One attempt to deliver one message. */
  record Delivery(Instant at, String channelId, long messageNumber, int status) {
    boolean isSameMessage(Delivery other) {
      return channelId.equals(other.channelId) && messageNumber == other.messageNumber;
    }
  }
}
