package dev.calsync.sync.schedule;

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

  WorkerDoor(
      NotificationListener notifications,
      CommandListener commands,
      LifecycleListener lifecycle,
      OwnedPartitions partitions,
      Dispatcher dispatcher) {
    this.notifications = notifications;
    this.commands = commands;
    this.lifecycle = lifecycle;
    this.partitions = partitions;
    this.dispatcher = dispatcher;
  }

  public void start() {
    dispatcher.start();
  }

  public void notifications(List<ConsumerRecord<String, byte[]>> batch) {
    notifications.onPushes(batch);
  }

  public void commands(List<ConsumerRecord<String, byte[]>> batch) {
    commands.onCommands(batch);
  }

  public void lifecycle(List<ConsumerRecord<String, byte[]>> batch) {
    lifecycle.onLifecycle(batch);
  }

  public void assigned(Collection<TopicPartition> owned) {
    partitions.onPartitionsAssigned(new MockConsumer<>("earliest"), owned);
  }

  public void revoked(Collection<TopicPartition> lost) {
    partitions.onPartitionsLost(new MockConsumer<>("earliest"), lost);
  }
}
