package dev.calsync.doctor.setting;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A setting that some service reads, and what it is where nobody sets it. */
public enum Setting {
  CLIENT_ID("calsync.google.client-id", null),
  CLIENT_SECRET("calsync.google.client-secret", null),
  API_URL("calsync.google.api-url", "https://www.googleapis.com/"),
  ISSUER_URL("calsync.google.issuer-url", "https://accounts.google.com"),
  PUBLIC_URL("calsync.public-url", "http://localhost:8080"),
  EDITS("calsync.edits", "true"),
  WEBHOOK_URL("calsync.webhook-url", null),
  CHANNEL_MANAGER_URL("calsync.channel-manager-url", "http://localhost:8083"),
  CHANNEL_TOKEN_KEYS("calsync.channel-token.keys", null),
  INTERNAL_SECRET("calsync.internal.secret", null),
  DATABASE_URL("spring.datasource.url", "jdbc:postgresql://localhost:5433/calsync"),
  DATABASE_USERNAME("spring.datasource.username", "calsync"),
  DATABASE_PASSWORD("spring.datasource.password", null),
  BOOTSTRAP_SERVERS("spring.kafka.bootstrap-servers", "localhost:9092"),
  PARTITIONS("calsync.topics.partitions", "16"),
  REPLICATION("calsync.topics.replication", "1"),
  PROJECT_PER_MINUTE("calsync.quota.project-per-minute", "10000"),
  ACCOUNT_PER_MINUTE("calsync.quota.account-per-minute", "600"),
  SHARE("calsync.quota.share", "0.85"),
  PER_DAY("calsync.quota.per-day", "1000000"),
  POLL_WATCHED("calsync.sync.poll-watched", "6h"),
  POLL_UNWATCHED("calsync.sync.poll-unwatched", "5m"),
  EVENT_BYTES("calsync.sync.event-bytes", "400KB");

  private final String property;
  private final @Nullable String usual;

  Setting(String property, @Nullable String usual) {
    this.property = property;
    this.usual = usual;
  }

  /** Its name on a command line. */
  public String property() {
    return property;
  }

  /** Its name in the environment. */
  public String variable() {
    return variable(property);
  }

  static String variable(String property) {
    return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  Optional<String> usual() {
    return Optional.ofNullable(usual);
  }
}
