package dev.calsync.sync.schedule;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Which partition the pushes of a calendar come in: the producer's own choice for its key. Only
 * affinity hangs on it; a calendar filed under another partition is taken a few seconds later.
 */
@Component
class NotificationPartition {
  private final KafkaTemplate<String, byte[]> kafka;

  NotificationPartition(KafkaTemplate<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  int of(CalendarId calendar) {
    byte[] key = calendar.toString().getBytes(StandardCharsets.UTF_8);
    int partitions = kafka.partitionsFor(Topics.NOTIFICATIONS).size();
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
