package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record on {@code calendar.changes}; everything else about it is in its headers
 * ({@link CloudEventHeaders}).
 *
 * @param event Google's resource; for a deletion the last one known; null for resync markers
 * @param changed names of the top-level fields that differ from what was held before
 * @param previous their old values, null where the field was absent
 * @param reason why a command was rejected or a resync began
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeData(
    @Nullable EventResource event,
    List<String> changed,
    @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, @Nullable Object> previous,
    @Nullable String reason) {
  public ChangeData(
      @Nullable EventResource event,
      List<String> changed,
      Map<String, @Nullable Object> previous,
      @Nullable String reason) {
    Required.fields("changed", changed, "previous", previous);
    this.event = event;
    this.changed = List.copyOf(changed);
    this.previous = Collections.unmodifiableMap(new LinkedHashMap<>(previous));
    this.reason = reason;
  }
}
