package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.Person;
import dev.calsync.simulator.google.SimulatedGoogle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The instances that a page is shown are those of Google's own {@code singleEvents=true}, to the
 * id. The simulated Google follows rules with the same library (lib-recur), in its own way around
 * it; that is why each start is written down in the table, too.
 */
class InstancesIntegrationTests extends AdaSignedIn {
  private static final String ADA = "ada@example.com";

  /** What it refuses to create, though others may hold it: only ours is looked at. */
  private static final Set<String> REFUSED = Set.of();

  private final SimulatedGoogle google =
      new SimulatedGoogle(
          Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC),
          new Random(1),
          Duration.ofDays(7),
          _ -> {});
  private final Person person = google.person(ADA);

  InstancesIntegrationTests() {
    super("owner");
    google.administration().addUser(ADA, "Ada", "Europe/Berlin");
  }

  static List<SeriesCase> cases() {
    return SeriesCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pageShowsTheInstancesThatGoogleShows(SeriesCase series) {
    Map<String, String> theirs = create(series) ? theirs(series) : Map.of();
    Map<String, String> ours = ours(series);
    assertThat(ours.values()).containsExactlyInAnyOrderElementsOf(series.starts());
    if (!REFUSED.contains(series.what())) {
      assertThat(theirs).isEqualTo(ours);
    }
  }

  private boolean create(SeriesCase series) {
    try {
      String id = String.valueOf(person.create("primary", series.event()).get("id"));
      series.exceptions().forEach(each -> change(series, id, each));
    } catch (GoogleError e) {
      assertThat(REFUSED).as(e.getMessage()).contains(series.what());
      var event = new TreeMap<>(series.event());
      event.put("id", "series");
      world.holds(work, event);
      return false;
    }
    items("singleEvents", "false").forEach(each -> world.holds(work, each));
    return true;
  }

  private void change(SeriesCase series, String id, String exception) {
    String[] split = exception.split(">>", -1);
    String[] move = exception.split(">", -1);
    if (split.length == 2) {
      person.split("primary", id + series.suffix(split[0]), series.times(split[1]));
    } else if (move[1].equals("-")) {
      person.delete("primary", id + series.suffix(move[0]));
    } else {
      person.edit("primary", id + series.suffix(move[0]), moved(series.times(move[1])));
    }
  }

  /** A patch keeps what it does not name: the other kind of time is taken away. */
  private static Map<String, Object> moved(Map<String, Object> times) {
    var patch = new HashMap<String, Object>();
    times.forEach((name, time) -> {
      var fields = new HashMap<String, @Nullable Object>();
      fields.put("date", null);
      fields.put("dateTime", null);
      fields.put("timeZone", null);
      ((Map<?, ?>) time).forEach((field, value) -> fields.put((String) field, value));
      patch.put(name, fields);
    });
    return patch;
  }

  /** Starts by id. */
  private Map<String, String> theirs(SeriesCase series) {
    List<String> window = series.window().toList();
    var starts = new TreeMap<String, String>();
    for (var event :
        items("singleEvents", "true", "timeMin", window.getFirst(), "timeMax", window.getLast())) {
      JsonNode start = JsonMapper.shared().valueToTree(event.get("start"));
      starts.put(
          String.valueOf(event.get("id")),
          series.text(start.path("date").asString(start.path("dateTime").asString(""))));
    }
    return starts;
  }

  @SuppressWarnings("unchecked") // as the API says
  private List<Map<String, Object>> items(String... parameters) {
    var all = new TreeMap<String, List<String>>(Map.of("maxResults", List.of("2500")));
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], List.of(parameters[i + 1]));
    }
    Object items = google.events().list(ADA, "primary", all).get("items");
    return items == null ? List.of() : (List<Map<String, Object>>) items;
  }

  private Map<String, String> ours(SeriesCase series) {
    List<String> window =
        series.window().map(time -> URLEncoder.encode(time, StandardCharsets.UTF_8)).toList();
    JsonNode answer =
        api.get(
                ada,
                "/api/events?calendarId=%s&from=%s&to=%s"
                    .formatted(work, window.getFirst(), window.getLast()))
            .json();
    var starts = new TreeMap<String, String>();
    StreamSupport.stream(answer.path("occurrences").spliterator(), false)
        .forEach(each ->
            starts.put(each.get("eventId").asString(), series.text(each.get("start").asString())));
    return starts;
  }
}
