package dev.calsync.doctor.kafka;

import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import dev.calsync.doctor.setting.Spans;
import java.util.HashMap;
import java.util.Map;

/** How the broker is reached: under the same names as in Spring's settings. */
public final class Broker {
  private static final Map<String, String> SSL =
      Map.of(
          "trust-store-location", "ssl.truststore.location",
          "trust-store-password", "ssl.truststore.password",
          "trust-store-type", "ssl.truststore.type",
          "key-store-location", "ssl.keystore.location",
          "key-store-password", "ssl.keystore.password",
          "key-store-type", "ssl.keystore.type",
          "key-password", "ssl.key.password");

  private final Settings settings;

  /** Connects to nothing itself. */
  public Broker(Settings settings) {
    this.settings = settings;
  }

  /** What every client of ours is made with. */
  public Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>();
    settings
        .below("spring.kafka.ssl")
        .forEach((name, value) -> {
          String kafkas = SSL.get(name.replace('.', '-'));
          if (kafkas != null) {
            client.put(kafkas, value.replaceFirst("^file:(//)?", ""));
          }
        });
    settings
        .below("spring.kafka.security")
        .forEach((name, value) -> client.put("security." + name, value));
    client.putAll(settings.below("spring.kafka.properties"));
    client.put("bootstrap.servers", servers());
    client.put("client.id", "calsync-doctor");
    return client;
  }

  String servers() {
    return settings.get(Setting.BOOTSTRAP_SERVERS);
  }

  /** What the topics are to be like. */
  Wanted wanted() {
    return new Wanted(
        servers(),
        (int) settings.number(Setting.PARTITIONS),
        (int) settings.number(Setting.REPLICATION),
        Spans.bytes(settings.get(Setting.EVENT_BYTES)).orElseThrow());
  }

  /**
   * What the topics are to be like.
   *
   * @param eventBytes the largest event that the workers take in
   */
  record Wanted(String servers, int partitions, int replication, long eventBytes) {}
}
