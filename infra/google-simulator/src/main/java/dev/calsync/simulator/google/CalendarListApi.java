package dev.calsync.simulator.google;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.channel.Resource;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code calendarList} methods of the Calendar API (infra/docs/google-calendar.md §4.7). */
public final class CalendarListApi {
  private final State state;

  CalendarListApi(State state) {
    this.state = state;
  }

  public Map<String, Object> list(String email, Map<String, List<String>> parameters) {
    Parameters given = new Parameters(parameters);
    String syncToken = given.text("syncToken");
    boolean restricted =
        given.has("minAccessRole")
            || "false".equals(given.text("showDeleted"))
            || "false".equals(given.text("showHidden"));
    if (syncToken != null && restricted) {
      throw GoogleError.invalidParameter(
          "syncToken", "Sync token cannot be used with other request restrictions");
    }
    boolean delta = syncToken != null;
    boolean showDeleted = delta || given.flag("showDeleted");
    boolean showHidden = delta || given.flag("showHidden");
    String least = given.text("minAccessRole");
    synchronized (state) {
      state.user(email);
      Book book = state.calendarList(email);
      long byOrder = state.listTokensValidFrom().getOrDefault(email, 0L);
      Walk walk = new Walk(book, "list/" + email, state.terms(Long.MAX_VALUE, byOrder));
      Walk.Shown shown =
          walk.page(
              syncToken,
              given.text("pageToken"),
              given.limit("maxResults", 100, 250),
              entry -> {
                boolean wanted =
                    (showDeleted || !entry.deleted())
                        && (showHidden || !Json.flag(entry.body(), "hidden"))
                        && (least == null || hasRole(email, entry.id(), Role.of(least)));
                return wanted ? List.of(entry) : List.of();
              });
      return response(email, book, shown);
    }
  }

  /** All of it at once but what is hidden, as on a person's screen. */
  List<Map<String, Object>> screen(String email) {
    synchronized (state) {
      state.user(email);
      return state.calendarList(email).inStableOrder().values().stream()
          .filter(entry -> !entry.deleted() && !Json.flag(entry.body(), "hidden"))
          .map(entry -> shown(email, entry))
          .toList();
    }
  }

  public Map<String, Object> get(String email, String calendarId) {
    synchronized (state) {
      return shown(email, existing(email, calendarId));
    }
  }

  /** Puts a calendar that the person may see on their list. */
  public Map<String, Object> insert(String email, Map<String, Object> given) {
    synchronized (state) {
      String id = Json.text(given, "id");
      if (id == null) {
        throw GoogleError.required("Required: id");
      }
      State.Access access = state.access(email, id);
      state.limits().mayWrite(email);
      return put(email, access.calendar().id(), false, settings(given));
    }
  }

  public Map<String, Object> patch(String email, String calendarId, Map<String, Object> given) {
    synchronized (state) {
      Entry old = existing(email, calendarId);
      return put(email, old.id(), false, Json.merged(old.body(), settings(given)));
    }
  }

  public void delete(String email, String calendarId) {
    synchronized (state) {
      Entry old = existing(email, calendarId);
      put(email, old.id(), true, old.body());
    }
  }

  public Channel watch(String email, String clientId, Map<String, Object> channel) {
    synchronized (state) {
      state.user(email);
      String uri = "https://www.googleapis.com/calendar/v3/users/me/calendarList?alt=json";
      var resource = new Resource.CalendarListOf(email);
      return state.channels().watch(email, clientId, resource, uri, channel);
    }
  }

  private static Map<String, Object> settings(Map<String, Object> given) {
    Map<String, Object> settings = new LinkedHashMap<>(given);
    settings
        .keySet()
        .removeAll(
            List.of(
                "kind",
                "etag",
                "id",
                "summary",
                "description",
                "timeZone",
                "location",
                "accessRole",
                "primary",
                "deleted"));
    return settings;
  }

  private Map<String, Object> put(
      String email, String calendarId, boolean deleted, Map<String, Object> body) {
    Entry entry = state.calendarList(email).put(calendarId, state.stamps().next(), deleted, body);
    state.listChanged(email);
    return shown(email, entry);
  }

  private Entry existing(String email, String calendarId) {
    String id = calendarId.equals("primary") ? email : calendarId;
    Entry entry = state.calendarList(email).find(id);
    if (entry == null || entry.deleted()) {
      throw GoogleError.notFound();
    }
    return entry;
  }

  private boolean hasRole(String email, String calendarId, Role least) {
    Calendar calendar = state.calendars().get(calendarId);
    Role role = calendar == null ? null : calendar.roleOf(email);
    return role != null && role.compareTo(least) >= 0;
  }

  private Map<String, Object> response(String email, Book book, Walk.Shown shown) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "calendar#calendarList");
    json.put("etag", Stamps.etag(book.lastChange()));
    putIfPresent(json, "nextPageToken", shown.nextPageToken());
    putIfPresent(json, "nextSyncToken", shown.nextSyncToken());
    json.put("items", shown.entries().stream().map(entry -> shown(email, entry)).toList());
    return json;
  }

  private Map<String, Object> shown(String email, Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "calendar#calendarListEntry");
    json.put("etag", entry.etag());
    json.put("id", entry.id());
    Calendar calendar = state.calendars().get(entry.id());
    if (calendar != null) {
      json.putAll(calendar.properties());
      Role role = calendar.roleOf(email);
      json.put("accessRole", role == null ? "none" : role.word());
    }
    json.putAll(entry.body());
    if (entry.id().equals(email)) {
      json.put("primary", true);
    }
    if (entry.deleted()) {
      json.put("deleted", true);
    }
    return json;
  }

  private static void putIfPresent(Map<String, Object> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
