package dev.calsync.simulation;

import dev.calsync.channel.account.SignInDoor;
import dev.calsync.channel.grant.EndedGrants;
import dev.calsync.channel.grant.TokenDoor;
import dev.calsync.channel.lifecycle.AnnouncerDoor;
import dev.calsync.channel.watch.WatchDoor;
import dev.calsync.ingress.WebhookDoor;
import dev.calsync.model.AccountId;
import dev.calsync.model.Topics;
import dev.calsync.notifier.feed.FeedDoor;
import dev.calsync.sync.audit.AuditDoor;
import dev.calsync.sync.schedule.WorkerDoor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import tools.jackson.databind.json.JsonMapper;

/** Boots the services: their own code around the ports of one life. */
final class Services {
  private static final Duration QUICK = Duration.ofMillis(20);
  private static final Duration SLOW = Duration.ofMillis(900);

  /** However calm the scene: a channel that fell silent has its successor in two minutes. */
  private static final Duration LONGEST_WATCH_ROUND = Duration.ofMinutes(1);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final World world;
  private final Plant plant;

  Services(World world, Plant plant) {
    this.world = world;
    this.plant = plant;
  }

  WorkerDoor bootWorker(Life life) {
    Surroundings around = world.around(life);
    var executor = new VirtualExecutor(world.schedule(), life, world.scene());
    List<Object> given = database(around);
    given.add(KafkaPort.template(around, world.kafka()::append));
    given.add(new NoDeadLetters());
    given.add(new GoogleWire(around, world.front(), plant));
    given.add(world.desk().client(around));
    given.add(around.random());
    InstantSource monotonic =
        plant.is(Bug.WRITES_WITHOUT_FENCE) ? () -> Instant.EPOCH : around::now;
    given.add(monotonic);
    given.addAll(ServiceParts.waits(around, executor));
    Parts parts = new Parts("dev.calsync.sync", world.workerSettings(), given);
    WorkerDoor worker = parts.make(WorkerDoor.class);
    worker.start();
    if (world.scene().audited()) {
      AuditDoor audits = parts.make(AuditDoor.class);
      world.auditing().opened(life, audits);
      every(life, around, calm(Auditing.EVERY), () -> world.auditing().sample(audits));
    }
    listen(around, "sync-worker", Topics.NOTIFICATIONS, worker::notifications, worker);
    listen(around, "sync-worker-commands", Topics.COMMANDS, worker::commands, worker);
    listen(around, "sync-worker-lifecycle", Topics.LIFECYCLE, worker::lifecycle, worker);
    return worker;
  }

  void bootChannelManager(Life life) {
    Surroundings around = world.around(life);
    List<Object> given = database(around);
    given.add(new EndedGrants(this::hasEnded));
    Parts parts =
        ServiceParts.channelManager(
            around,
            given,
            new GoogleWire(around, world.front(), plant),
            world.clock(),
            world.kafka()::append);
    WatchDoor watches = parts.make(WatchDoor.class);
    AnnouncerDoor announcer = parts.make(AnnouncerDoor.class);
    world
        .managers()
        .opened(
            new ManagerDoors.Doors(
                life, parts.make(TokenDoor.class), parts.make(SignInDoor.class)));
    Duration round = calm(Duration.ofSeconds(20));
    every(life, around, round, announcer::announce);
    every(
        life,
        around,
        Collections.min(List.of(round, LONGEST_WATCH_ROUND)),
        () -> watch(life, around, watches));
    container("channel-manager", Topics.NOTIFICATIONS, watches::notifications)
        .begin(world.schedule(), around, (_, _) -> {});
    container("channel-manager-misses", Topics.LIFECYCLE, watches::lifecycle)
        .begin(world.schedule(), around, (_, _) -> {});
  }

  private boolean hasEnded(AccountId account) {
    return world.front().consents().hasEnded(world.cast().emailOf(account));
  }

  /** The webhook of one life. */
  WebhookDoor bootIngress(Life life) {
    Surroundings around = world.around(life);
    Serializer<Object> json = (_, value) -> JSON.writeValueAsBytes(value);
    List<Object> given = new ArrayList<>();
    given.add(JSON);
    given.add(world.marks().registry());
    given.add(world.clock());
    given.add(ServiceParts.TOKENS);
    given.add(WebhookDoor.noProxies());
    given.add(KafkaPort.template(around, json, notifications(around)));
    return new Parts("dev.calsync.ingress", ServiceParts.GOOGLE, given).make(WebhookDoor.class);
  }

  /** A webhook that answers first lets Kafka have it later, if it lives that long. */
  private Consumer<ProducerRecord<String, byte[]>> notifications(Surroundings around) {
    if (!plant.is(Bug.ACKNOWLEDGES_BEFORE_KAFKA)) {
      return world.kafka()::append;
    }
    return record ->
        world
            .schedule()
            .begin(
                around.life(),
                Duration.ofMillis(200),
                () -> world.kafka().append(plant.showing(record)));
  }

  /** The feeds of one life. */
  FeedDoor bootNotifier(Life life) {
    Surroundings around = world.around(life);
    List<Object> given = database(around);
    given.add(world.clock());
    given.add(new VirtualExecutor(world.schedule(), life, world.scene()));
    FeedDoor feeds =
        new Parts("dev.calsync.notifier", ServiceParts.GOOGLE, given).make(FeedDoor.class);
    every(life, around, calm(Duration.ofSeconds(20)), feeds::look);
    follow(feeds, around, new HashMap<>());
    return feeds;
  }

  private void watch(Life life, Surroundings around, WatchDoor watches) {
    watches
        .due(4 * world.scene().calm(), around.now())
        .forEach(step -> begin(life, () -> survive(step)));
  }

  /** All partitions from their beginning, without a group, as the notifier reads them. */
  private void follow(FeedDoor feeds, Surroundings around, Map<TopicPartition, Integer> read) {
    world
        .schedule()
        .after(
            Chance.between(around.random(), QUICK, SLOW),
            () -> {
              if (!around.isKafkaDown() && !around.life().isFrozenAt(around.now())) {
                for (TopicPartition partition : world.kafka().partitions(Topics.CHANGES)) {
                  var records = world.kafka().from(partition, read.getOrDefault(partition, 0));
                  records.forEach(feeds::receive);
                  read.merge(partition, records.size(), Integer::sum);
                }
              }
              if (!around.life().isOver()) {
                follow(feeds, around, read);
              }
            });
  }

  private List<Object> database(Surroundings around) {
    DataSource source =
        new DatabasePort(
            world.weather().database(),
            around,
            changed -> look(around.life(), changed),
            sql -> plant.statement(sql, around.life().machine()));
    return ServiceParts.database(source, world.marks().registry());
  }

  /** Spring keeps to itself what goes wrong while a connection is closed. */
  private void look(Life life, List<String> changed) {
    try {
      world.books().look(life, changed);
    } catch (Violation violation) {
      world.schedule().fails(violation);
      throw violation;
    }
  }

  private void listen(
      Surroundings around,
      String group,
      String topic,
      Consumer<List<ConsumerRecord<String, byte[]>>> listener,
      WorkerDoor worker) {
    container(group, topic, listener)
        .begin(
            world.schedule(),
            around,
            (before, after) -> {
              worker.revoked(before);
              worker.assigned(after);
            });
  }

  private Listening container(
      String group, String topic, Consumer<List<ConsumerRecord<String, byte[]>>> listener) {
    return new Listening(world.kafka(), world.group(group), topic, listener, plant, world.scene());
  }

  private Duration calm(Duration usually) {
    return usually.multipliedBy(world.scene().calm());
  }

  private void every(Life life, Surroundings around, Duration period, Runnable round) {
    begin(
        life,
        () -> {
          while (true) {
            around.pause(period.dividedBy(2), period.multipliedBy(3).dividedBy(2));
            survive(round);
          }
        });
  }

  /** As the services' own loops do. */
  private static void survive(Runnable round) {
    try {
      round.run();
    } catch (RuntimeException _) {
      // The next round tries again.
    }
  }

  private void begin(Life life, Runnable body) {
    world.schedule().begin(life, Duration.ZERO, body);
  }
}
