package dev.calsync.notifier;

import dev.calsync.model.Topics;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** What every part of the service uses: the clock, and the topics it reads and writes. */
@Configuration(proxyBeanMethods = false)
class NotifierConfiguration {
  private static final Set<String> USED = Set.of(Topics.CHANGES, Topics.LIFECYCLE, Topics.COMMANDS);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  NewTopics topics(TopicSettings settings) {
    return new NewTopics(
        Topics.ALL.stream()
            .filter(topic -> USED.contains(topic.name()))
            .map(topic ->
                new NewTopic(topic.name(), settings.partitions(), settings.replication())
                    .configs(topic.config()))
            .toArray(NewTopic[]::new));
  }
}
