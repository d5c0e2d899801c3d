package dev.calsync.channel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How this service makes the topics it uses where they are missing. */
@ConfigurationProperties("calsync.topics")
record TopicSettings(@DefaultValue("16") int partitions, @DefaultValue("1") short replication) {
  TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "calsync.topics.partitions: " + partitions + " (expected: 1 or more)");
    }
  }
}
