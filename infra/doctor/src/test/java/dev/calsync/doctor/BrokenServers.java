package dev.calsync.doctor;

import static dev.calsync.doctor.BrokenSetUp.fails;
import static dev.calsync.doctor.BrokenSetUp.warns;

import dev.calsync.model.Topics;
import java.util.List;
import java.util.stream.Stream;

/** Set-ups whose database or broker is not what the services need. */
final class BrokenServers {
  private BrokenServers() {}

  static Stream<BrokenSetUp> all() {
    return Stream.concat(database(), kafka());
  }

  private static Stream<BrokenSetUp> database() {
    return Stream.of(
        fails(
            "a database that is not running",
            setUp -> setUp.set("SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/calsync"),
            "database",
            "database-unreachable",
            "SPRING_DATASOURCE_URL=jdbc:postgresql://"),
        fails(
            "a database that nobody created",
            setUp -> setUp.set("SPRING_DATASOURCE_URL", setUp.installation().url("nothing_here")),
            "database",
            "no-database",
            "create database nothing_here owner calsync;"),
        fails(
            "a role that the database does not know",
            setUp -> setUp.set("SPRING_DATASOURCE_USERNAME", "nobody_we_know"),
            "database",
            "database-refuses-role",
            "SPRING_DATASOURCE_USERNAME=…"),
        fails(
            "a database in which no service has been",
            setUp -> setUp.useDatabase(setUp.installation().emptyDatabase()),
            "database",
            "migrations-missing",
            "start sync-worker of this version"),
        fails(
            "a database of an older version",
            setUp -> setUp.sql("delete from sync_worker_changelog where id = 'sync-6-state-owed'"),
            "database",
            "migrations-missing",
            "start sync-worker of this version"),
        fails(
            "a migration that died and left its lock",
            setUp ->
                setUp.sql(
                    """
                    update channel_manager_changelog_lock
                       set locked = true, lockgranted = localtimestamp - interval '1 hour'
                    """),
            "database",
            "migrations-locked",
            "update channel_manager_changelog_lock set locked = false"),
        fails(
            "a role that may not write",
            setUp -> {
              setUp.sql(
                  """
                  alter table sync.event owner to current_user;
                  revoke all on sync.event from calsync;
                  """);
            },
            "database",
            "privileges-missing",
            "grant all on all tables in schema sync"),
        fails(
            "readers who may read tokens",
            setUp -> setUp.sql("grant select on channel.credential to calsync_reader"),
            "database",
            "reader-sees-tokens",
            "revoke all on channel.credential, channel.pending_account from calsync_reader;"),
        fails(
            "readers who may read tokens of accounts that wait",
            setUp -> setUp.sql("grant select on channel.pending_account to calsync_reader"),
            "database",
            "reader-sees-tokens",
            "revoke all on channel.credential, channel.pending_account from calsync_reader;"));
  }

  private static Stream<BrokenSetUp> kafka() {
    return Stream.of(
        fails(
            "a broker that is not running",
            setUp -> setUp.set("SPRING_KAFKA_BOOTSTRAP_SERVERS", "localhost:1"),
            "kafka",
            "kafka-unreachable",
            "SPRING_KAFKA_BOOTSTRAP_SERVERS=<host>:9092"),
        fails(
            "a topic that is not there",
            setUp -> {
              Installation.deleteTopic(Topics.DEAD_LETTERS);
              List<Topics.Topic> deadLetters = List.of(Topics.ALL.getLast());
              setUp.afterwards(() -> Installation.createTopics(deadLetters));
            },
            "kafka",
            "topic-missing",
            "--create --topic calendar.dead-letters --partitions 3"),
        fails(
            "a state topic that forgets",
            setUp -> setUp.alterTopic(Topics.STATE, "cleanup.policy", "delete"),
            "kafka",
            "not-compacted",
            "--entity-name calendar.state --add-config cleanup.policy=compact"),
        fails(
            "a log of changes that is compacted",
            setUp -> setUp.alterTopic(Topics.CHANGES, "cleanup.policy", "compact"),
            "kafka",
            "compacted",
            "--entity-name calendar.changes --add-config cleanup.policy=delete"),
        warns(
            "changes that are kept for an hour",
            setUp -> setUp.alterTopic(Topics.CHANGES, "retention.ms", "3600000"),
            "kafka",
            "retention-short",
            "--entity-name calendar.changes --add-config retention.ms=604800000"),
        fails(
            "more replicas in sync than there are",
            setUp -> setUp.alterTopic(Topics.NOTIFICATIONS, "min.insync.replicas", "2"),
            "kafka",
            "more-in-sync-than-replicas",
            "--entity-name calendar.notifications --add-config min.insync.replicas=1"),
        fails(
            "a topic that takes small records only",
            setUp -> setUp.alterTopic(Topics.CHANGES, "max.message.bytes", "100000"),
            "kafka",
            "records-too-large",
            "--entity-name calendar.changes --add-config max.message.bytes=1048588"));
  }
}
