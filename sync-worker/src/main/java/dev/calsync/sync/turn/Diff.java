package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.sync.google.Poison;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What we hold, and what Google says → what to write, hence what to announce. Only true differences
 * are announced: the same answer read twice announces nothing the second time, and the echo of our
 * own write announces nothing at all.
 */
final class Diff {
  private static final List<String> DETAILS =
      List.of("summary", "description", "location", "attendees");

  private final Map<EventId, EventResource> current;
  private final Deque<EventId> toCome;
  private final Map<EventId, EventResource> saves = new LinkedHashMap<>();
  private final Set<EventId> removals = new LinkedHashSet<>();
  private final Set<EventId> seen = new LinkedHashSet<>();
  private final Set<String> ended; // series, as their instances name them
  private final List<ChangeDraft> changes = new ArrayList<>();

  private Diff(Map<EventId, EventResource> held, Collection<EventId> named, Set<String> ended) {
    this.current = new LinkedHashMap<>(held);
    this.toCome = new ArrayDeque<>(named);
    this.ended = ended;
  }

  /**
   * Plans one page, in its order; an event may stand in it twice.
   *
   * @param held what the mirror has of the events named in {@code remote}, and of the exceptions of
   *     those that are cancelled
   */
  static TurnPlan plan(Map<EventId, EventResource> held, List<EventResource> remote) {
    return plan(held, remote, List.of());
  }

  /**
   * Plans one page on which not all is well. What cannot be kept is announced in no way; of it we
   * hold what we held, for Google has it still.
   */
  static TurnPlan plan(
      Map<EventId, EventResource> held, List<EventResource> remote, List<Poison> poisoned) {
    List<EventId> named = remote.stream().map(EventResource::id).toList();
    Diff diff = new Diff(held, named, ended(remote));
    remote.forEach(diff::apply);
    poisoned.forEach(diff::leave);
    List<EventId> gone = remote.stream().filter(Diff::isGone).map(EventResource::id).toList();
    return diff.plan(new Isolation(named, gone, poisoned, false));
  }

  /** Plans the end of a full sync: what Google did not name is gone. */
  static TurnPlan sweep(List<EventResource> unseen) {
    Diff diff = new Diff(Map.of(), List.of(), Set.of());
    unseen.forEach(diff::remove);
    return diff.plan(Isolation.NONE);
  }

  private TurnPlan plan(Isolation isolation) {
    return new TurnPlan(saves.values(), removals, seen, changes, isolation);
  }

  private void leave(Poison poison) {
    EventId event = poison.event();
    if (event != null && !saves.containsKey(event) && !removals.contains(event)) {
      seen.add(event);
    }
  }

  private void apply(EventResource remote) {
    toCome.remove();
    if (!remote.isCancelled()) {
      show(remote);
    } else if (isGone(remote) || ended.contains(remote.recurringEventId())) {
      delete(remote.id());
    } else {
      hideInstance(remote);
    }
  }

  /** And with a series all of it, not an instance only. */
  private static boolean isGone(EventResource remote) {
    return remote.isCancelled() && remote.recurringEventId() == null;
  }

  /** Of these the last that a page says is that they are gone, so no instance of theirs is left. */
  private static Set<String> ended(List<EventResource> remote) {
    Set<String> ended = new HashSet<>();
    for (EventResource each : remote) {
      if (isGone(each)) {
        ended.add(each.id().value());
      } else {
        ended.remove(each.id().value());
      }
    }
    return ended;
  }

  private void show(EventResource remote) {
    EventResource old = current.get(remote.id());
    if (old != null && same(old, remote)) {
      seen.add(remote.id());
      return;
    }
    changes.add(
        old == null || old.isCancelled()
            ? ChangeDraft.created(remote)
            : ChangeDraft.updated(old, remote));
    save(remote);
  }

  /** A cancelled exception stays with us as long as its series: without it the instance is back. */
  private void hideInstance(EventResource remote) {
    EventResource old = current.get(remote.id());
    if (old == null || !old.isCancelled()) {
      changes.add(ChangeDraft.deleted(old == null ? remote : old));
      save(remote);
    } else if (!same(old, remote)) {
      save(remote);
    } else {
      seen.add(remote.id());
    }
  }

  /**
   * A series takes its exceptions along. One that we never held (it may be in quarantine) leaves
   * those alone that the page has yet to name: else a page read twice would tell of them twice.
   */
  private void delete(EventId id) {
    EventResource old = current.get(id);
    List<EventResource> exceptions =
        current.values().stream()
            .filter(event -> id.value().equals(event.recurringEventId()))
            .filter(event -> old != null || !toCome.contains(event.id()))
            .toList();
    exceptions.forEach(this::remove);
    if (old != null) {
      remove(old);
    }
  }

  /** What was told as deleted when it was cancelled is not told so again. */
  private void remove(EventResource event) {
    current.remove(event.id());
    saves.remove(event.id());
    seen.remove(event.id());
    removals.add(event.id());
    if (!event.isCancelled()) {
      changes.add(ChangeDraft.deleted(event));
    }
  }

  private void save(EventResource event) {
    current.put(event.id(), event);
    seen.remove(event.id());
    removals.remove(event.id());
    saves.put(event.id(), event);
  }

  private static boolean same(EventResource held, EventResource remote) {
    String etag = held.etag();
    boolean versioned = etag != null && remote.etag() != null;
    return versioned
        ? Objects.equals(etag, remote.etag()) && showAsMuch(held, remote)
        : held.equals(remote);
  }

  /** Google hides from whom may no longer see details by leaving them out; the etag may stay. */
  private static boolean showAsMuch(EventResource held, EventResource remote) {
    return DETAILS.stream()
        .allMatch(field -> held.fields().containsKey(field) == remote.fields().containsKey(field));
  }
}
