package dev.calsync.simulation;

import dev.calsync.channel.grant.LastingTokens;
import dev.calsync.channel.vault.OpenVault;
import dev.calsync.model.ChannelToken;
import dev.calsync.sync.audit.SimulatedPauses;
import dev.calsync.sync.google.SimulatedPageRoom;
import dev.calsync.sync.schedule.SimulatedThreads;
import dev.calsync.sync.turn.SimulatedPageThreads;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** What services are made of, around the ports of one life. */
final class ServiceParts {
  static final ChannelToken TOKENS =
      new ChannelToken(
          List.of(
              ChannelToken.Key.of(
                  "k", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))));

  /** Settings of whoever talks to Google or hears from it. */
  static final Map<String, String> GOOGLE =
      Map.of(
          "calsync.google.client-id", "calsync",
          "calsync.google.client-secret", "simulated",
          "calsync.google.api-url", "https://google.example/",
          "calsync.webhook-url", "https://calsync.example/api/calendar/webhook",
          "calsync.watch.ttl", "7d");

  /** Access tokens last for as long as a run does. */
  private static final RestClient NO_REFRESHES =
      RestClient.builder()
          .requestFactory((address, _) -> {
            throw new IllegalStateException("nobody answers at " + address);
          })
          .build();

  private static final Duration PAGE_LOOK = Duration.ofMillis(20);

  private ServiceParts() {}

  /** What is given to every service that has a database. */
  static List<Object> database(DataSource source, MeterRegistry meters) {
    var template = new JdbcTemplate(source);
    List<Object> given = new ArrayList<>();
    given.add(JsonMapper.shared());
    given.add(meters);
    given.add(JdbcClient.create(template));
    given.add(new NamedParameterJdbcTemplate(template));
    given.add(new TransactionTemplate(new JdbcTransactionManager(source)));
    return given;
  }

  /** All that a worker waits in, but for Google, Kafka and the database. */
  static List<Object> waits(Surroundings around, VirtualExecutor executor) {
    Consumer<Duration> pause = time -> around.pause(time, time);
    return List.of(
        new SimulatedThreads(around.random(), executor),
        new SimulatedPageThreads(
            executor, () -> around.pause(PAGE_LOOK, PAGE_LOOK.multipliedBy(2))),
        new SimulatedPageRoom(pause),
        new SimulatedPauses(pause));
  }

  /**
   * A channel manager.
   *
   * @param given its database
   * @param kafka has what it announces
   */
  static Parts channelManager(
      Surroundings around,
      List<Object> given,
      GoogleWire google,
      Clock clock,
      Consumer<ProducerRecord<String, byte[]>> kafka) {
    given.add(KafkaPort.template(around, kafka));
    given.add(google);
    given.add(clock);
    given.add(TOKENS);
    given.add(OpenVault.open());
    given.add(around.random());
    given.add(NO_REFRESHES);
    given.add(LastingTokens.class);
    return new Parts("dev.calsync.channel", GOOGLE, given);
  }
}
