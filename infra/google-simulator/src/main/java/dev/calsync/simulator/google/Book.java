package dev.calsync.simulator.google;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Things by id, in a stable order and in the order of their last change; tombstones stay. */
final class Book {
  private final TreeMap<String, Entry> byId = new TreeMap<>();
  private final TreeMap<Long, Entry> byOrdinal = new TreeMap<>();
  private final TreeMap<Long, Entry> byChange = new TreeMap<>();
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
    return entry;
  }

  /** Takes an entry from an earlier life. */
  void restore(Entry entry) {
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
