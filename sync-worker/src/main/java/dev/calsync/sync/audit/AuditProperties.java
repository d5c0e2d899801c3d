package dev.calsync.sync.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much is audited.
 *
 * @param calendarsPerHour of all workers together; 0 for none
 */
@ConfigurationProperties("calsync.audit")
@Validated
record AuditProperties(@DefaultValue("6") @Min(0) @Max(36_000) int calendarsPerHour) {}
