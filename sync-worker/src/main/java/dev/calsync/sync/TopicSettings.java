package dev.calsync.sync;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How topics that are missing at start are made; those that exist are left alone. */
@ConfigurationProperties("calsync.topics")
@Validated
record TopicSettings(
    @DefaultValue("16") @Min(1) @Max(10_000) int partitions,
    @DefaultValue("1") @Min(1) @Max(100) int replication) {}
