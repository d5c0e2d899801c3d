package dev.calsync.sync;

import dev.calsync.model.Topics;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** The topics this service needs, made at start where they are missing, and its patience. */
@Configuration(proxyBeanMethods = false)
class KafkaTopics {
  @Bean
  NewTopics topics(TopicSettings settings) {
    return new NewTopics(
        Topics.ALL.stream()
            .map(topic ->
                TopicBuilder.name(topic.name())
                    .partitions(settings.partitions())
                    .replicas(settings.replication())
                    .configs(topic.config())
                    .build())
            .toArray(NewTopic[]::new));
  }

  /** A batch that fails means that the database is away: it is tried again until it is back. */
  @Bean
  DefaultErrorHandler untilTheDatabaseIsBack() {
    var backOff = new ExponentialBackOff(200, 1.6);
    backOff.setMaxInterval(5_000);
    var handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true); // Nothing is skipped by it.
    return handler;
  }

  /** A listener that meets an Error ends for good; as what may pass, it meets its batch again. */
  @Bean
  ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>>
      noListenerEnds() {
    MethodInterceptor whatMayPass =
        batch -> {
          try {
            return batch.proceed();
          } catch (Error e) {
            throw new IllegalStateException("a batch could not be read", e);
          }
        };
    return container -> container.getContainerProperties().setAdviceChain(whatMayPass);
  }
}
