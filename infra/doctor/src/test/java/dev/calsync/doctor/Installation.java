package dev.calsync.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.ingress.IngressApplication;
import dev.calsync.model.DerivedSecret;
import dev.calsync.model.Topics;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import liquibase.exception.LiquibaseException;
import liquibase.integration.spring.SpringLiquibase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What all set-ups of this module's tests stand on, once per JVM: a broker with the topics, a
 * database that has been migrated and holds one connected account, and ingress-webhook itself.
 */
final class Installation {
  static final String CLIENT = "calsync-local";
  static final String SECRET = "calsync-local-secret";
  static final int PARTITIONS = 3;

  private static final String HEALTHY_DATA =
      """
      insert into channel.person (user_id) values ('00000000-0000-0000-0000-000000000001');
      insert into channel.account (account_id, user_id, google_sub, email, scopes) values
        ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', '1',
         'ada@example.com', 'openid email profile https://www.googleapis.com/auth/calendar.events '
         || 'https://www.googleapis.com/auth/calendar.calendarlist.readonly');
      insert into channel.credential (account_id, refresh_token, refresh_token_at, access_expires_at)
        values ('00000000-0000-0000-0000-000000000002', 'x', now() - interval '3 days',
                now() + interval '30 min');
      insert into channel.calendar (calendar_id, account_id, user_id, google_calendar_id, summary,
                                    access_role, is_primary, watched_until, watch_due_at) values
        ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002',
         '00000000-0000-0000-0000-000000000001', 'ada@example.com', 'Ada', 'owner', true,
         now() + interval '5 days', now() + interval '4 days');
      insert into channel.watch_channel (channel_id, calendar_id, account_id, state, expires_at,
                                         confirmed_at, created_at) values
        ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000003',
         '00000000-0000-0000-0000-000000000002', 'ACTIVE', now() + interval '5 days',
         now() - interval '1 day', now() - interval '1 day');
      insert into sync.calendar_sync (calendar_id, account_id, user_id, google_calendar_id, kpart,
                                      due_at, watched_until, sync_token) values
        ('00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000002',
         '00000000-0000-0000-0000-000000000001', 'ada@example.com', 0,
         now() + interval '5 hours', now() + interval '5 days', 'token');
      """;

  private static final AtomicInteger databases = new AtomicInteger();

  private final TestInfrastructure.Database server =
      TestInfrastructure.databaseOfItsOwn(
          Map.of(
              "fsync", "on",
              "synchronous_commit", "on",
              "full_page_writes", "on",
              "max_connections", "100"));
  private final ConfigurableApplicationContext ingress;
  private final Stub channelManager =
      Stub.answering(exchange ->
          ("Bearer " + DerivedSecret.internal(SECRET))
                  .equals(exchange.getRequestHeaders().getFirst("Authorization"))
              ? new Stub.Reply(404, Map.of(), "{\"detail\":\"no such account\"}")
              : new Stub.Reply(401, Map.of(), "{}"));

  private Installation() {
    createTopics(Topics.ALL);
    sql(server.jdbcUrl(), "create role calsync login createrole");
    sql(server.jdbcUrl(), "create database calsync owner calsync");
    migrate("channel-manager");
    migrate("sync-worker");
    sql(url("calsync"), HEALTHY_DATA);
    ingress =
        IngressApplication.application()
            .run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestInfrastructure.bootstrapServers(),
                "--spring.datasource.url=" + url("postgres"),
                "--spring.liquibase.enabled=false",
                "--calsync.google.client-secret=" + SECRET);
  }

  static Installation shared() {
    return Holder.INSTALLATION;
  }

  /** A copy of the healthy database that a test may break. */
  String copyOfDatabase() {
    String name = "doctor_" + databases.incrementAndGet();
    sql(server.jdbcUrl(), "create database %s template calsync owner calsync".formatted(name));
    return url(name);
  }

  String emptyDatabase() {
    String name = "doctor_" + databases.incrementAndGet();
    sql(server.jdbcUrl(), "create database %s owner calsync".formatted(name));
    return url(name);
  }

  String url(String database) {
    return server.jdbcUrl().replaceFirst("/[^/?]+(\\?.*)?$", "/" + database);
  }

  String webhookUrl() {
    return "http://localhost:" + port("local.server.port") + "/api/calendar/webhook";
  }

  String managementUrl() {
    return "http://localhost:" + port("local.management.port");
  }

  String channelManagerUrl() {
    return channelManager.url();
  }

  /** As the superuser. */
  void sql(String url, String statements) {
    try (Connection connection =
            DriverManager.getConnection(url, server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(statements, e);
    }
  }

  static Admin kafka() {
    return Admin.create(Map.of("bootstrap.servers", TestInfrastructure.bootstrapServers()));
  }

  static void createTopics(List<Topics.Topic> topics) {
    try (Admin admin = kafka()) {
      admin
          .createTopics(
              topics.stream()
                  .map(topic ->
                      new NewTopic(topic.name(), PARTITIONS, (short) 1).configs(topic.config()))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the broker no longer lists it. */
  static void deleteTopic(String topic) {
    try (Admin admin = kafka()) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topic));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String read(String url) {
    return send(HttpRequest.newBuilder(URI.create(url))).body();
  }

  static void delete(String url) {
    assertThat(send(HttpRequest.newBuilder(URI.create(url)).DELETE()).statusCode()).isLessThan(300);
  }

  /** What is answered to a call with no header of its own. */
  static Stub.Reply post(String url) {
    var answer = send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()));
    return new Stub.Reply(answer.statusCode(), Map.of(), answer.body());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the service does it, from the very files. */
  private void migrate(String service) {
    var liquibase = new SpringLiquibase();
    liquibase.setDataSource(new DriverManagerDataSource(url("calsync"), "calsync", ""));
    liquibase.setResourceLoader(new DefaultResourceLoader());
    liquibase.setChangeLog("classpath:dev/calsync/doctor/database/" + service + ".sql");
    String table = service.replace('-', '_') + "_changelog";
    liquibase.setDatabaseChangeLogTable(table);
    liquibase.setDatabaseChangeLogLockTable(table + "_lock");
    try {
      liquibase.afterPropertiesSet();
    } catch (LiquibaseException e) {
      throw new IllegalStateException(e);
    }
  }

  private String port(String property) {
    return ingress.getEnvironment().getRequiredProperty(property);
  }

  private static final class Holder {
    static final Installation INSTALLATION = new Installation();
  }
}
