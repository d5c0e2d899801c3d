package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** events.list and events.instances of one calendar (google-calendar.md §1.1 to §1.5). */
final class EventListing {
  /** Series without an end are shown this far into the future. */
  private static final Duration HORIZON = Duration.ofDays(730);

  /**
   * A deleted series leaves the tombstones of this much time around now (google-calendar.md §1.5).
   */
  private static final Duration TOMBSTONES = Duration.ofDays(182);

  private static final int INSTANCE_LIMIT = 2_000;

  private final Calendar calendar;
  private final Book events;
  private final Walk.Terms terms;
  private final Instant now;

  EventListing(Calendar calendar, Walk.Terms terms, Instant now) {
    this.calendar = calendar;
    this.events = calendar.events().asOf(terms.covers());
    this.terms = terms;
    this.now = now;
  }

  Map<String, Object> list(EventQuery query, EventView view) {
    Instant updatedMin = query.updatedMin();
    if (updatedMin != null && Stamps.of(updatedMin) < terms.memoryFrom()) {
      throw GoogleError.updatedMinTooLongAgo();
    }
    EventFilter filter = new EventFilter(query, calendar.zone(), events);
    String scope = query.scope(calendar.id());
    Walk walk = new Walk(events, scope, terms);
    String orderBy = query.orderBy();
    Walk.Shown shown =
        orderBy == null
            ? walk.page(
                query.syncToken(),
                query.pageToken(),
                query.maxResults(),
                entry -> parts(entry, query, filter))
            : walk.sorted(query.pageToken(), query.maxResults(), ordered(query, filter, orderBy));
    boolean withDetails = query.showDeleted() || terms.chance().reading().tombstonesWithDetails();
    return response(shown, view, withDetails);
  }

  /** All of it at once in the order of its start, as on a person's screen: no page and no token. */
  List<Map<String, Object>> agenda(EventQuery query, EventView view) {
    EventFilter filter = new EventFilter(query, calendar.zone(), events);
    return ordered(query, filter, "startTime").stream().map(view::full).toList();
  }

  Map<String, Object> instances(Entry master, EventQuery query, EventView view) {
    if (!Series.isSeries(master)) {
      throw GoogleError.invalid("Event is not recurring.");
    }
    EventFilter filter = new EventFilter(query, calendar.zone(), events);
    List<Entry> all = new ArrayList<>(expanded(master, query));
    events.withPrefix(master.id() + "_").stream()
        .filter(entry -> master.id().equals(entry.body().get("recurringEventId")))
        .filter(entry -> query.showDeleted() || !entry.isCancelled())
        .forEach(all::add);
    all.removeIf(entry -> !filter.accepts(entry));
    all.sort(Comparator.comparing(entry -> startOf(entry, "originalStartTime")));
    Walk walk = new Walk(events, "instances/" + master.id(), terms);
    return response(
        walk.sorted(query.pageToken(), query.maxResults(), all), view, query.showDeleted());
  }

  private List<Entry> parts(Entry entry, EventQuery query, EventFilter filter) {
    if (!query.singleEvents() || !Series.isSeries(entry)) {
      return filter.accepts(entry) ? List.of(entry) : List.of();
    }
    return expanded(entry, query).stream().filter(filter::accepts).toList();
  }

  /** The instances nobody has changed; the changed ones have entries of their own. */
  private List<Entry> expanded(Entry master, EventQuery query) {
    Instant min = query.timeMin();
    Instant max = query.timeMax();
    Instant from = min == null ? Instant.MIN : min.minus(Duration.ofDays(31));
    Instant to = max == null ? now.plus(HORIZON) : max;
    if (master.deleted()) {
      from = now.minus(TOMBSTONES);
      to = now.plus(TOMBSTONES);
    }
    Series series = new Series(master, calendar.zone());
    return series.starts(from, to, INSTANCE_LIMIT).stream()
        .map(series::instance)
        .filter(instance -> events.find(instance.id()) == null)
        .toList();
  }

  private List<Entry> ordered(EventQuery query, EventFilter filter, String orderBy) {
    List<Entry> all = new ArrayList<>();
    events.inStableOrder().values().stream()
        .map(entry -> parts(entry, query, filter))
        .forEach(all::addAll);
    all.sort(
        orderBy.equals("updated")
            ? Comparator.comparingLong(Entry::changed)
            : Comparator.comparing(entry -> startOf(entry, "start")));
    return all;
  }

  private Instant startOf(Entry entry, String name) {
    Map<String, Object> time = Json.object(entry.body(), name);
    if (time == null) {
      time = Json.object(entry.body(), "originalStartTime");
    }
    return time == null
        ? Instant.MIN
        : EventTime.parse(time, calendar.zone(), name).instant(calendar.zone());
  }

  private Map<String, Object> response(Walk.Shown shown, EventView view, boolean withDetails) {
    long changed = events.lastChange();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "calendar#events");
    json.put("etag", Stamps.etag(changed));
    json.put("summary", calendar.summary());
    putIfPresent(json, "description", Json.text(calendar.properties(), "description"));
    json.put("updated", Stamps.timestamp(changed));
    json.put("timeZone", (view.zone() == null ? calendar.zone() : view.zone()).getId());
    json.put("accessRole", view.role().word());
    json.put("defaultReminders", List.of());
    putIfPresent(json, "nextPageToken", shown.nextPageToken());
    putIfPresent(json, "nextSyncToken", shown.nextSyncToken());
    json.put(
        "items", shown.entries().stream().map(entry -> view.listed(entry, withDetails)).toList());
    return json;
  }

  private static void putIfPresent(Map<String, Object> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
