package dev.calsync.simulation;

import dev.calsync.model.Command;
import dev.calsync.model.CommandId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/** What people do in our page: edits of what they see there, which may be old by then. */
final class Editors {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final VirtualKafka kafka;
  private final RandomGenerator random;

  Editors(VirtualKafka kafka, RandomGenerator random) {
    this.kafka = kafka;
    this.random = random;
  }

  /**
   * Somebody edits something.
   *
   * @param seen event → what their page shows of it
   */
  void edit(Seat seat, Map<String, Books.Held> seen, Instant now) {
    var id = new CommandId(Seat.id(random));
    List<Map.Entry<String, Books.Held>> known =
        seen.entrySet().stream()
            .filter(event -> !event.getValue().cancelled() && !event.getValue().etag().isEmpty())
            .toList();
    Command command;
    if (known.isEmpty() || random.nextInt(3) == 0) {
      command = create(seat, id, now);
    } else {
      var event = known.get(random.nextInt(known.size()));
      command = change(seat, id, event.getKey(), event.getValue().etag());
    }
    byte[] value = JSON.writerFor(Command.class).writeValueAsBytes(command);
    kafka.append(new ProducerRecord<>(Topics.COMMANDS, seat.calendar().toString(), value));
  }

  private Command create(Seat seat, CommandId id, Instant now) {
    Map<String, Object> event =
        Map.of(
            "summary", "Mine " + random.nextInt(1000),
            "start", Map.of("dateTime", now.plusSeconds(3600).toString()),
            "end", Map.of("dateTime", now.plusSeconds(7200).toString()));
    return new Command.CreateEvent(
        id, seat.calendar(), seat.person().user(), "none", new EventResource(Map.copyOf(event)));
  }

  private Command change(Seat seat, CommandId id, String event, String etag) {
    var user = seat.person().user();
    return random.nextInt(3) == 0
        ? new Command.DeleteEvent(id, seat.calendar(), user, "none", new EventId(event), etag, null)
        : new Command.UpdateEvent(
            id,
            seat.calendar(),
            user,
            "none",
            new EventId(event),
            etag,
            null,
            new EventResource(Map.of("summary", "Mine " + random.nextInt(1000))));
  }
}
