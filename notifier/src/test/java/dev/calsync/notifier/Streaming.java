package dev.calsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Lifecycle;
import dev.calsync.model.Topics;
import dev.calsync.notifier.World.Person;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/** Ada, who follows the stream. */
abstract class Streaming extends AdaSignedIn {
  static final Duration SOON = Duration.ofSeconds(20);

  Streaming() {
    super("owner");
  }

  final void tell(Lifecycle message) {
    kafka
        .send(
            Topics.LIFECYCLE,
            message.key(),
            JsonMapper.shared().writerFor(Lifecycle.class).writeValueAsBytes(message))
        .join();
  }

  final SseClient open(Person person, String query, String... headers) {
    return SseClient.open(port, person.cookie(), query, headers);
  }

  static void awaitOpen(SseClient stream) {
    await().atMost(SOON).until(() -> stream.retry() != null);
    assertThat(Long.parseLong(String.valueOf(stream.retry()))).isBetween(2000L, 8000L);
  }

  static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
