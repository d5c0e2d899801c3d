package dev.calsync.notifier;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How topics are made that do not exist yet. */
@ConfigurationProperties("calsync.topics")
@Validated
record TopicSettings(
    @DefaultValue("16") @Positive int partitions, @DefaultValue("1") @Positive short replication) {}
