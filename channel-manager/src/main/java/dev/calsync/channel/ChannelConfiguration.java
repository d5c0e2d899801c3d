package dev.calsync.channel;

import dev.calsync.model.Topics;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** What all parts of this service share. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Channel ids are drawn from it, too: nobody can guess them. */
  @Bean
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Bean
  NewTopics topics(TopicSettings settings) {
    return new NewTopics(
        Topics.ALL.stream()
            .filter(topic ->
                topic.name().equals(Topics.LIFECYCLE) || topic.name().equals(Topics.NOTIFICATIONS))
            .map(topic -> newTopic(topic, settings))
            .toArray(NewTopic[]::new));
  }

  private static NewTopic newTopic(Topics.Topic topic, TopicSettings settings) {
    return TopicBuilder.name(topic.name())
        .partitions(settings.partitions())
        .replicas(settings.replication())
        .configs(topic.config())
        .build();
  }
}
