package dev.calsync.ingress;

import dev.calsync.model.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * The topic we write to. It is declared as soon as Kafka answers, however late that is: we start
 * without Kafka and say 503 meanwhile. An existing topic is left as it is.
 */
@Component
class NotificationsTopic implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(NotificationsTopic.class);
  private static final String TOPIC = Topics.NOTIFICATIONS;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaAdmin settings;
  private final IngressProperties.Topics shape;
  private @Nullable Admin admin;
  private @Nullable Thread declaration;

  NotificationsTopic(KafkaAdmin settings, IngressProperties properties) {
    this.settings = settings;
    shape = properties.topics();
  }

  /** Asks the brokers; does not wait long. */
  boolean isThere() throws InterruptedException {
    try {
      var _ =
          admin()
              .describeTopics(List.of(TOPIC))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException _) {
      forgetAdmin();
      return false;
    }
  }

  @Override
  public synchronized void start() {
    declaration = Thread.ofVirtual().name("declare-topic").start(this::declareUntilThere);
  }

  @Override
  public synchronized void stop() {
    if (declaration != null) {
      declaration.interrupt();
      declaration = null;
    }
    forgetAdmin();
  }

  @Override
  public synchronized boolean isRunning() {
    return declaration != null;
  }

  private void declareUntilThere() {
    try {
      if (!declared()) {
        log.warn("Kafka does not answer; the topic {} is declared when it does", TOPIC);
        do {
          Thread.sleep(PAUSE);
        } while (!declared());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean declared() throws InterruptedException {
    try {
      var _ =
          admin().createTopics(newTopics()).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      log.info("Created the topic {}", TOPIC);
      return true;
    } catch (ExecutionException e) {
      boolean exists = e.getCause() instanceof TopicExistsException;
      if (!exists) {
        forgetAdmin();
      }
      return exists;
    } catch (TimeoutException | KafkaException _) {
      forgetAdmin();
      return false;
    }
  }

  private List<NewTopic> newTopics() {
    return Topics.ALL.stream()
        .filter(topic -> topic.name().equals(TOPIC))
        .map(topic ->
            new NewTopic(topic.name(), shape.partitions(), shape.replication())
                .configs(topic.config()))
        .toList();
  }

  /** A client whose brokers are gone looks for them in a busy loop (4.2.1): a new one then. */
  private synchronized void forgetAdmin() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }

  /** Made on first use: it does not even come into being while Kafka's name is unknown. */
  private synchronized Admin admin() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (admin == null) {
      Map<String, Object> config = new HashMap<>(settings.getConfigurationProperties());
      int patience = (int) PATIENCE.toMillis();
      config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
      config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
      admin = Admin.create(config);
    }
    return admin;
  }
}
