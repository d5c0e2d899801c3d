package dev.calsync.sync.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/** Dead letters for an operator: looked at, and sent again. */
@Component
@Endpoint(id = "deadletters")
class DeadLettersEndpoint {
  private static final int SHOWN = 50;
  private static final int MOST_SHOWN = 500;
  private static final int REDRIVEN = 1_000;
  private static final int MOST_REDRIVEN = 10_000;

  private final DeadLetterTopic topic;

  DeadLettersEndpoint(DeadLetterTopic topic) {
    this.topic = topic;
  }

  /** The newest, 50 unless another number is asked for. */
  @ReadOperation
  Newest newest(@Nullable Integer limit) {
    return new Newest(topic.newest(within("limit", limit, SHOWN, MOST_SHOWN)));
  }

  /** Sends those of one topic there again, 1,000 unless another number is asked for. */
  @WriteOperation
  DeadLetterTopic.Redriven redrive(String topic, @Nullable Integer limit) {
    if (!DeadLetterTopic.SOURCES.contains(topic)) {
      throw new InvalidEndpointRequestException(
          "topic: expected one of " + DeadLetterTopic.SOURCES, "topic");
    }
    return this.topic.redrive(topic, within("limit", limit, REDRIVEN, MOST_REDRIVEN));
  }

  private static int within(String name, @Nullable Integer wanted, int otherwise, int most) {
    int number = wanted == null ? otherwise : wanted;
    if (number < 1 || number > most) {
      throw new InvalidEndpointRequestException(name + ": expected 1 to " + most, name);
    }
    return number;
  }

  record Newest(List<DeadLetterTopic.Shown> deadLetters) {}
}
