package dev.calsync.simulation;

import dev.calsync.notifier.feed.FeedDoor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The readers, and the nodes that they are connected to. */
final class Audience {
  private final World world;
  private final RandomGenerator random;
  private final List<Reader> readers = new ArrayList<>();
  private final Map<Life, FeedDoor> nodes = new LinkedHashMap<>();

  Audience(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  void open(Life life, FeedDoor feeds) {
    nodes.put(life, feeds);
  }

  void add(Reader reader) {
    readers.add(reader);
  }

  List<Reader> readers() {
    return readers;
  }

  /** Nodes look after their streams. */
  void lookAfter() {
    long nanos = world.schedule().nanos();
    readers.forEach(reader -> reader.lookAfter(nanos));
  }

  /** Whoever has lost their stream comes back, to whichever node. */
  void reconnect() {
    List<Life> alive = nodes.keySet().stream().filter(life -> !life.isOver()).toList();
    for (Reader reader : readers) {
      if (!reader.isConnected() && !alive.isEmpty()) {
        Life node = alive.get(random.nextInt(alive.size()));
        FeedDoor feeds = nodes.get(node);
        if (feeds != null) {
          reader.connectsTo(node);
          Surroundings around = world.around(node);
          world.schedule().begin(node, Duration.ZERO, () -> reader.connect(feeds, around));
        }
      }
    }
  }
}
