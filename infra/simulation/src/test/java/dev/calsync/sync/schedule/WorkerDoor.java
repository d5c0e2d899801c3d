package dev.calsync.sync.schedule;

import dev.calsync.sync.google.PageRoom;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** The sync worker's listeners and dispatcher, as its container would call them. */
public final class WorkerDoor {
  private final NotificationListener notifications;
  private final CommandListener commands;
  private final LifecycleListener lifecycle;
  private final OwnedPartitions partitions;
  private final Dispatcher dispatcher;
  private final Room room;
  private final PageRoom pages;

  WorkerDoor(
      NotificationListener notifications,
      CommandListener commands,
      LifecycleListener lifecycle,
      OwnedPartitions partitions,
      Dispatcher dispatcher,
      Room room,
      PageRoom pages) {
    this.notifications = notifications;
    this.commands = commands;
    this.lifecycle = lifecycle;
    this.partitions = partitions;
    this.dispatcher = dispatcher;
    this.room = room;
    this.pages = pages;
  }

  public void start() {
    dispatcher.start();
  }

  /** Whether no turn is under way, and what all turns held was given back. */
  public boolean isIdle() {
    return room.isEmpty() && pages.isFree();
  }

  public void notifications(List<ConsumerRecord<String, byte[]>> batch) {
    notifications.onPushes(raw(batch));
  }

  public void commands(List<ConsumerRecord<String, byte[]>> batch) {
    commands.onCommands(raw(batch));
  }

  public void lifecycle(List<ConsumerRecord<String, byte[]>> batch) {
    lifecycle.onLifecycle(raw(batch));
  }

  /** As the worker's own deserializers leave them. */
  private static List<ConsumerRecord<byte[], byte[]>> raw(
      List<ConsumerRecord<String, byte[]>> batch) {
    return batch.stream().map(WorkerDoor::raw).toList();
  }

  private static ConsumerRecord<byte[], byte[]> raw(ConsumerRecord<String, byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key().getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.headers(),
        record.leaderEpoch());
  }

  public void assigned(Collection<TopicPartition> owned) {
    partitions.onPartitionsAssigned(new MockConsumer<>("earliest"), owned);
  }

  public void revoked(Collection<TopicPartition> lost) {
    partitions.onPartitionsLost(new MockConsumer<>("earliest"), lost);
  }
}
