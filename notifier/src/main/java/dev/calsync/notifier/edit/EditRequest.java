package dev.calsync.notifier.edit;

import dev.calsync.model.CommandId;
import dev.calsync.model.EventResource;
import dev.calsync.notifier.web.BadParameter;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends to create or change an event.
 *
 * @param commandId chosen by the client, so that asking twice changes nothing; ours if absent
 * @param sendUpdates whom Google mails about it; nobody if absent
 */
record EditRequest(
    @Nullable String commandId, @Nullable EventResource event, @Nullable String sendUpdates) {
  private static final Set<String> AUDIENCES = Set.of("all", "externalOnly", "none");

  EventResource requiredEvent() {
    if (event == null) {
      throw new BadParameter("event", "the fields to set");
    }
    return event;
  }

  CommandId id() {
    if (commandId == null) {
      return new CommandId(UUID.randomUUID());
    }
    try {
      return CommandId.of(commandId);
    } catch (IllegalArgumentException _) {
      throw new BadParameter("commandId", "a UUID");
    }
  }

  String audience() {
    if (sendUpdates == null) {
      return "none";
    }
    if (!AUDIENCES.contains(sendUpdates)) {
      throw new BadParameter("sendUpdates", "all, externalOnly or none");
    }
    return sendUpdates;
  }
}
