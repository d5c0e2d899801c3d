package dev.calsync.notifier.feed;

import dev.calsync.model.ChangeType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns entries into what readers get. JSON is written anew, on one line with control characters
 * escaped, so that no text from a calendar can end a field of the stream.
 */
@Component
class Frames {
  private static final Logger log = LoggerFactory.getLogger(Frames.class);

  private final JsonMapper json;

  Frames(JsonMapper json) {
    this.json = json;
  }

  ChangeView view(FeedEntry entry) {
    return ChangeView.of(entry, json.readTree(entry.data()));
  }

  Frame frame(FeedEntry entry) {
    if (entry.withheld()) {
      return numberOnly(entry);
    }
    try {
      return frameOfData(entry);
    } catch (JacksonException e) {
      // One change that cannot be read must not hold up those behind it.
      log.error("change {}:{} is not readable", entry.calendarId(), entry.seq(), e);
      return numberOnly(entry);
    }
  }

  private static Frame numberOnly(FeedEntry entry) {
    return Frame.text(entry.feedSeq(), null, "id: " + entry.feedSeq() + "\n\n");
  }

  private Frame frameOfData(FeedEntry entry) {
    if (entry.type().equals(ChangeType.COMMAND_APPLIED.ceType())) {
      return frame(entry, "command", command(entry, "APPLIED"));
    }
    if (entry.type().equals(ChangeType.COMMAND_REJECTED.ceType())) {
      return frame(entry, "command", command(entry, "REJECTED"));
    }
    return frame(entry, "change", view(entry));
  }

  private Map<String, @Nullable Object> command(FeedEntry entry, String status) {
    JsonNode data = json.readTree(entry.data());
    var command = new LinkedHashMap<String, @Nullable Object>();
    command.put("feedSeq", entry.feedSeq());
    command.put("calendarId", entry.calendarId());
    command.put("eventId", entry.eventId());
    command.put("commandId", entry.commandId());
    command.put("status", status);
    command.put("reason", data.get("reason"));
    command.put("event", data.get("event"));
    return command;
  }

  private Frame frame(FeedEntry entry, String event, Object data) {
    String text =
        "id: %d\nevent: %s\ndata: %s\n\n"
            .formatted(entry.feedSeq(), event, json.writeValueAsString(data));
    return Frame.text(entry.feedSeq(), entry.time(), text);
  }
}
