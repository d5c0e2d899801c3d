package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Insert, update, patch and delete in one calendar (google-calendar.md §1.4, §1.5, §1.7, §4.5,
 * §4.6).
 */
final class EventWriting {
  private static final String ID_LETTERS = "0123456789abcdefghijklmnopqrstuv";
  private static final int ID_LENGTH = 26;

  private final Calendar calendar;
  private final Stamps stamps;
  private final RandomGenerator random;

  EventWriting(Calendar calendar, Stamps stamps, RandomGenerator random) {
    this.calendar = calendar;
    this.stamps = stamps;
    this.random = random;
  }

  /** The event with this id, also where it is an instance that nobody has changed yet. */
  Entry find(String id) {
    Entry stored = calendar.events().find(id);
    if (stored != null) {
      return stored;
    }
    InstanceId instance = InstanceId.parse(id).orElseThrow(GoogleError::notFound);
    Entry master = calendar.events().find(instance.master());
    if (master == null || master.deleted() || !Series.isSeries(master)) {
      throw GoogleError.notFound();
    }
    Series series = new Series(master, calendar.zone());
    if (!series.hasStart(instance.originalStart())) {
      throw GoogleError.notFound();
    }
    return series.instance(instance.originalStart());
  }

  /** A new event that will be taken, unless something else gets its id before. */
  record Accepted(String id, Map<String, Object> body) {}

  Accepted accept(Map<String, Object> given, User creator) {
    String id = Json.text(given, "id");
    if (id == null) {
      id = newId();
    } else {
      EventForm.checkId(id);
    }
    return acceptAs(id, given, creator);
  }

  /** Under an id that Google chose. */
  Accepted acceptAs(String id, Map<String, Object> given, User creator) {
    if (calendar.events().find(id) != null) {
      throw GoogleError.duplicate();
    }
    return new Accepted(id, EventForm.accepted(id, given, calendar, creator));
  }

  /** What is cancelled from the first is a tombstone from the first. */
  Entry insert(Accepted event) {
    long stamp = stamps.next();
    boolean cancelled = "cancelled".equals(event.body().get("status"));
    var body = EventForm.created(event.body(), stamp);
    return calendar.events().put(event.id(), stamp, cancelled, body);
  }

  /** What a change starts from, where it is there and has the etag that is wanted. */
  Entry current(String id, @Nullable String ifMatch) {
    Entry old = find(id);
    if (old.deleted()) {
      throw GoogleError.forbidden();
    }
    match(old, ifMatch);
    return old;
  }

  /** What a deletion starts from. */
  Entry doomed(String id, @Nullable String ifMatch) {
    Entry old = find(id);
    if (old.isCancelled()) {
      throw GoogleError.deleted();
    }
    match(old, ifMatch);
    return old;
  }

  /** The next version of an event, as Google makes it of what a client wants. */
  Entry write(Entry old, Map<String, Object> wanted) {
    if ("cancelled".equals(wanted.get("status"))) {
      return cancel(old);
    }
    long stamp = stamps.next();
    Entry before = editable(old);
    var body = EventForm.changed(before.body(), wanted, calendar.zone(), stamp);
    Entry written = calendar.events().put(old.id(), stamp, false, body);
    if (Series.isSeries(before)) {
      dropStrayInstances(written);
    }
    return written;
  }

  private static void match(Entry old, @Nullable String ifMatch) {
    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(old.etag())) {
      throw GoogleError.conditionNotMet();
    }
  }

  /** A cancelled instance has three fields; to come back it starts from what its series says. */
  Entry editable(Entry entry) {
    String master = Json.text(entry.body(), "recurringEventId");
    if (!entry.isCancelled() || master == null) {
      return entry;
    }
    Entry series = calendar.events().find(master);
    InstanceId instance = InstanceId.parse(entry.id()).orElseThrow(GoogleError::notFound);
    if (series == null) {
      throw GoogleError.notFound();
    }
    return new Series(series, calendar.zone()).instance(instance.originalStart());
  }

  Entry cancel(Entry old) {
    String master = Json.text(old.body(), "recurringEventId");
    if (master != null && isThere(master)) {
      return put(old.id(), EventForm.cancelledInstance(old.body()));
    }
    if (Series.isSeries(old)) {
      exceptions(old.id()).forEach(this::bury);
    }
    return bury(old);
  }

  /**
   * Whether this series is in the calendar. Without it a cancelled instance is an event that was
   * deleted: a guest may be invited to one instance alone (google-calendar.md §1.4).
   */
  boolean isThere(String series) {
    Entry master = calendar.events().find(series);
    return master != null && !master.isCancelled();
  }

  /** Stores this as it is, with a stamp of its own. */
  Entry put(String id, Map<String, Object> body) {
    long stamp = stamps.next();
    Map<String, Object> stamped = new LinkedHashMap<>(body);
    stamped.computeIfPresent("updated", (_, _) -> Stamps.timestamp(stamp));
    return calendar.events().put(id, stamp, false, stamped);
  }

  /** Stores what somebody has for themselves of an event. */
  Entry rewrite(Entry old, Map<String, Object> body) {
    long stamp = stamps.next();
    var stamped = EventForm.stamped(old.body(), body, stamp);
    return calendar.events().put(old.id(), stamp, false, stamped);
  }

  Entry bury(Entry entry) {
    long stamp = stamps.next();
    Map<String, Object> body = new LinkedHashMap<>(entry.body());
    body.put("updated", Stamps.timestamp(stamp));
    return calendar.events().put(entry.id(), stamp, true, body);
  }

  /** Changed instances whose original start the series no longer has are gone. */
  private void dropStrayInstances(Entry master) {
    Series series = Series.isSeries(master) ? new Series(master, calendar.zone()) : null;
    for (Entry exception : exceptions(master.id())) {
      boolean stays =
          series != null
              && InstanceId.parse(exception.id())
                  .map(id -> series.hasStart(id.originalStart()))
                  .orElse(false);
      if (!stays) {
        bury(exception);
      }
    }
  }

  /** The changed and cancelled instances of a series. */
  List<Entry> exceptions(String master) {
    return calendar.events().withPrefix(master + "_").stream()
        .filter(entry -> !entry.deleted())
        .filter(entry -> master.equals(entry.body().get("recurringEventId")))
        .toList();
  }

  private String newId() {
    StringBuilder id = new StringBuilder();
    while (id.length() < ID_LENGTH) {
      id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    boolean taken = calendar.events().find(id.toString()) != null;
    return taken ? newId() : id.toString();
  }
}
