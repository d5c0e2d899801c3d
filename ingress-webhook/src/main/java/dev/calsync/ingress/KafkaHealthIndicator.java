package dev.calsync.ingress;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of readiness, never of liveness: a restart of ours would not bring Kafka back. */
@Component
class KafkaHealthIndicator implements HealthIndicator {
  private final NotificationsTopic topic;

  KafkaHealthIndicator(NotificationsTopic topic) {
    this.topic = topic;
  }

  @Override
  public Health health() {
    try {
      return (topic.isThere() ? Health.up() : Health.outOfService()).build();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Health.unknown().build();
    }
  }
}
