package dev.calsync.sync.turn;

import dev.calsync.model.ChangeData;
import dev.calsync.model.ChangeType;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** A change that is about to be numbered. */
record ChangeDraft(
    ChangeType type, @Nullable EventId event, @Nullable CommandId command, ChangeData data) {

  static ChangeDraft created(EventResource event) {
    return of(ChangeType.EVENT_CREATED, event);
  }

  /**
   * What differs is said by name, with the old values; but not where the version is the same: then
   * only what its reader may see has changed, and what is hidden now is not told once more.
   */
  static ChangeDraft updated(EventResource before, EventResource after) {
    boolean sameVersion = before.etag() != null && before.etag().equals(after.etag());
    List<String> changed = new ArrayList<>();
    Map<String, @Nullable Object> previous = new LinkedHashMap<>();
    SequencedSet<String> fields = new LinkedHashSet<>(after.fields().keySet());
    fields.addAll(before.fields().keySet());
    for (String field : fields) {
      Object old = before.fields().get(field);
      if (!Objects.equals(old, after.fields().get(field))) {
        changed.add(field);
        if (!sameVersion) {
          previous.put(field, old);
        }
      }
    }
    return new ChangeDraft(
        ChangeType.EVENT_UPDATED, after.id(), null, new ChangeData(after, changed, previous, null));
  }

  /** Tells the event as it was last known. */
  static ChangeDraft deleted(EventResource lastKnown) {
    return of(ChangeType.EVENT_DELETED, lastKnown);
  }

  static ChangeDraft resyncStarted(String reason) {
    return new ChangeDraft(
        ChangeType.RESYNC_STARTED, null, null, new ChangeData(null, List.of(), Map.of(), reason));
  }

  static ChangeDraft resyncCompleted() {
    return new ChangeDraft(
        ChangeType.RESYNC_COMPLETED, null, null, new ChangeData(null, List.of(), Map.of(), null));
  }

  static ChangeDraft applied(CommandId command, @Nullable EventResource event) {
    return new ChangeDraft(
        ChangeType.COMMAND_APPLIED,
        event == null ? null : event.id(),
        command,
        new ChangeData(event, List.of(), Map.of(), null));
  }

  /** Tells the server's version, where there is one. */
  static ChangeDraft rejected(CommandId command, String reason, @Nullable EventResource event) {
    return new ChangeDraft(
        ChangeType.COMMAND_REJECTED,
        event == null ? null : event.id(),
        command,
        new ChangeData(event, List.of(), Map.of(), reason));
  }

  boolean isAboutAnEvent() {
    return type.isAboutAnEvent();
  }

  /** The same change, caused by a command. */
  ChangeDraft by(CommandId cause) {
    return new ChangeDraft(type, event, cause, data);
  }

  private static ChangeDraft of(ChangeType type, EventResource event) {
    return new ChangeDraft(
        type, event.id(), null, new ChangeData(event, List.of(), Map.of(), null));
  }
}
