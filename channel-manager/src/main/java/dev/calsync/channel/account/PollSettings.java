package dev.calsync.channel.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the worker that are read here only to be told.
 *
 * @param pollUnwatched how often it asks for a calendar that Google does not push
 */
@ConfigurationProperties("calsync.sync")
record PollSettings(@DefaultValue("5m") Duration pollUnwatched) {}
