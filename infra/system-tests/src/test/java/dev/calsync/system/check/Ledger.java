package dev.calsync.system.check;

import dev.calsync.system.check.Finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Google's own side of the story: every write that it acknowledged, and the etag it gave. */
public final class Ledger {
  private static final String GONE = "gone";

  private final Map<String, Map<String, String>> etags = new ConcurrentHashMap<>();
  private final AtomicInteger writes = new AtomicInteger();

  public void wrote(String googleCalendar, String event, String etag) {
    writes.incrementAndGet();
    of(googleCalendar).put(event, etag);
  }

  public void deleted(String googleCalendar, String event) {
    wrote(googleCalendar, event, GONE);
  }

  /** An instance that went when its series was deleted; nobody wrote it. */
  public void endedWith(String googleCalendar, String instance) {
    of(googleCalendar).put(instance, GONE);
  }

  /** How many writes there were. */
  public int writes() {
    return writes.get();
  }

  /** What Google lists of a calendar and should not, or should and does not. */
  List<Finding> faults(String googleCalendar, Map<String, Version> listed) {
    List<Finding> faults = new ArrayList<>();
    of(googleCalendar)
        .forEach((event, etag) -> {
          Version version = listed.get(event);
          if (!etag.equals(etag(version))) {
            faults.add(
                new Finding(
                    Rule.GOOGLE_KEEPS_WHAT_IT_ACKNOWLEDGED,
                    "calendar %s, event %s".formatted(googleCalendar, event),
                    "acknowledged %s, listed %s".formatted(etag, version)));
          }
        });
    return faults;
  }

  private Map<String, String> of(String googleCalendar) {
    return etags.computeIfAbsent(googleCalendar, _ -> new ConcurrentHashMap<>());
  }

  /** A cancelled instance of a series stays listed. */
  private static String etag(@Nullable Version version) {
    return version == null || version.isCancelled()
        ? GONE
        : version.resource().path("etag").asString("");
  }
}
