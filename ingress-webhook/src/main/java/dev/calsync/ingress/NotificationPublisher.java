package dev.calsync.ingress;

import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Notification;
import dev.calsync.model.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Sends a notification and waits for Kafka's word that it is kept. */
@Component
class NotificationPublisher implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(NotificationPublisher.class);

  private final KafkaTemplate<String, Notification> kafka;
  private final Semaphore inFlight;
  private final Duration answerWithin;
  private final Timer ack;
  private final AtomicBoolean failing = new AtomicBoolean();

  NotificationPublisher(
      KafkaTemplate<String, Notification> kafka,
      IngressProperties properties,
      MeterRegistry metrics) {
    this.kafka = kafka;
    inFlight = new Semaphore(properties.ingress().maxInFlight());
    answerWithin = properties.ingress().answerWithin();
    ack =
        Timer.builder("calsync.notifications.ack")
            .description("From sending a notification to Kafka's acknowledgement")
            .publishPercentileHistogram()
            .maximumExpectedValue(Duration.ofSeconds(3))
            .register(metrics);
    metrics.gauge("calsync.notifications.in.flight.free", inFlight, Semaphore::availablePermits);
  }

  /** Makes the producer, so that the first push does not wait for that. */
  @Override
  public void afterSingletonsInstantiated() {
    try {
      kafka.getProducerFactory().createProducer().close();
    } catch (KafkaException e) {
      // Kafka's name is unknown, say; the first push tries again.
      failed(e);
    }
  }

  /** Blocks until Kafka has acknowledged, has refused, or has taken too long. */
  Outcome publish(Notification notification, Traceparent trace) {
    if (!inFlight.tryAcquire()) {
      return Outcome.OVERLOADED;
    }
    try {
      return sendAndWait(notification, trace);
    } finally {
      inFlight.release();
    }
  }

  private Outcome sendAndWait(Notification notification, Traceparent trace) {
    long start = System.nanoTime();
    var entry =
        new ProducerRecord<>(
            Topics.NOTIFICATIONS, notification.calendarId().toString(), notification);
    entry
        .headers()
        .add(CloudEventHeaders.TRACEPARENT, trace.value().getBytes(StandardCharsets.US_ASCII));
    try {
      // send() itself may wait, for at most max.block.ms, until it knows the topic.
      var sent = kafka.send(entry);
      long left = answerWithin.toNanos() - (System.nanoTime() - start);
      var _ = sent.get(Math.max(left, 1), TimeUnit.NANOSECONDS);
      ack.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      recovered();
      return Outcome.ACCEPTED;
    } catch (ExecutionException
        | TimeoutException
        | KafkaException
        | org.springframework.kafka.KafkaException e) {
      // It may be in Kafka for all that; then Google's next attempt is one look too many.
      failed(e);
      return Outcome.UNAVAILABLE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Outcome.UNAVAILABLE;
    }
  }

  /** One line when it begins and one when it ends; the metrics tell how many there were. */
  private void failed(Exception e) {
    if (!failing.getAndSet(true)) {
      log.warn(
          "Kafka takes no notifications; Google is told to try again: {}",
          NestedExceptionUtils.getMostSpecificCause(e).toString());
    }
  }

  private void recovered() {
    if (failing.get() && failing.getAndSet(false)) {
      log.info("Kafka takes notifications again");
    }
  }
}
