package dev.calsync.simulator.google;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Things by id, in a stable order and in the order of their last change; tombstones stay. The
 * latest versions are kept too, to tell what happened and to show a reader what was.
 */
final class Book {
  private static final int VERSIONS = 10_000;

  private final TreeMap<String, Entry> byId = new TreeMap<>();
  private final TreeMap<Long, Entry> byOrdinal = new TreeMap<>();
  private final TreeMap<Long, Entry> byChange = new TreeMap<>();
  private final TreeMap<Long, Entry> versions = new TreeMap<>();
  private long versionsFrom;
  private long live;

  @Nullable Entry find(String id) {
    return byId.get(id);
  }

  /** Writes a new version; a thing keeps the ordinal it got first. */
  Entry put(String id, long stamp, boolean deleted, Map<String, Object> body) {
    Entry old = byId.get(id);
    Entry entry = new Entry(id, old == null ? stamp : old.ordinal(), stamp, deleted, body);
    if (old != null) {
      byChange.remove(old.changed());
      live -= old.deleted() ? 0 : 1;
    }
    byId.put(id, entry);
    byOrdinal.put(entry.ordinal(), entry);
    byChange.put(stamp, entry);
    live += deleted ? 0 : 1;
    remember(entry);
    return entry;
  }

  private void remember(Entry entry) {
    versions.put(entry.changed(), entry);
    if (versions.size() > VERSIONS) {
      versionsFrom = versions.pollFirstEntry().getKey();
    }
  }

  /** The latest versions of everything, by their stamps. */
  NavigableMap<Long, Entry> versions() {
    return versions;
  }

  /** Versions up to this stamp may be forgotten; 0 = none is. */
  long versionsFrom() {
    return versionsFrom;
  }

  /** The stamp of the last change, or 0. */
  long lastChange() {
    return byChange.isEmpty() ? 0 : byChange.lastKey();
  }

  /** This book as it was right after that stamp. */
  Book asOf(long stamp) {
    if (stamp >= lastChange()) {
      return this;
    }
    Map<String, Entry> then = new HashMap<>();
    versions.headMap(stamp, true).values().forEach(entry -> then.put(entry.id(), entry));
    Book old = new Book();
    for (Entry entry : byOrdinal.values()) {
      Entry shown = entry.changed() <= stamp ? entry : then.get(entry.id());
      if (shown != null) {
        old.add(shown);
      }
    }
    return old;
  }

  /** Takes an entry from an earlier life. */
  void restore(Entry entry) {
    add(entry);
    remember(entry);
    versionsFrom = Math.max(versionsFrom, entry.changed());
  }

  private void add(Entry entry) {
    byId.put(entry.id(), entry);
    byOrdinal.put(entry.ordinal(), entry);
    byChange.put(entry.changed(), entry);
    live += entry.deleted() ? 0 : 1;
  }

  NavigableMap<Long, Entry> inStableOrder() {
    return byOrdinal;
  }

  NavigableMap<Long, Entry> inOrderOfChange() {
    return byChange;
  }

  /** The entries whose ids begin so. */
  List<Entry> withPrefix(String prefix) {
    Map<String, Entry> range = byId.subMap(prefix, prefix + Character.MAX_VALUE);
    return new ArrayList<>(range.values());
  }

  /** Tombstones "will eventually disappear" (infra/docs/google-calendar.md §1.4). */
  void forgetTombstonesBefore(long stamp) {
    List<Entry> old = byChange.headMap(stamp).values().stream().filter(Entry::deleted).toList();
    for (Entry entry : old) {
      byId.remove(entry.id());
      byOrdinal.remove(entry.ordinal());
      byChange.remove(entry.changed());
    }
  }

  long liveCount() {
    return live;
  }
}
