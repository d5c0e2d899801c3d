package dev.calsync.simulation;

import dev.calsync.sync.schedule.WorkerDoor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machines and what runs on them. */
final class Fleet {
  private final List<Machine> machines = new ArrayList<>();
  private final Map<Life, WorkerDoor> workers = new LinkedHashMap<>();
  private final Delivery delivery;
  private final Audience audience;

  Fleet(World world, Plant plant) {
    var services = new Services(world, plant);
    var ingress = new Machine("ingress", life -> openWebhook(services, life));
    this.delivery =
        new Delivery(world.weather(), world.chance().of("delivery"), ingress, world.trace());
    this.audience = new Audience(world, world.chance().of("audience"));
    machines.add(ingress);
    for (int i = 0; i < 2; i++) {
      machines.add(
          new Machine("worker-" + i, life -> workers.put(life, services.bootWorker(life))));
      machines.add(new Machine("channel-manager-" + i, services::bootChannelManager));
      machines.add(new Machine("notifier-" + i, life -> openFeeds(services, life)));
    }
  }

  List<Machine> machines() {
    return machines;
  }

  /** The workers that run and still hold something for a turn, such as a permit. */
  List<Life> busyWorkers() {
    workers.keySet().removeIf(Life::isOver);
    return workers.entrySet().stream()
        .filter(worker -> !worker.getValue().isIdle())
        .map(Map.Entry::getKey)
        .toList();
  }

  Delivery delivery() {
    return delivery;
  }

  Audience audience() {
    return audience;
  }

  private void openWebhook(Services services, Life life) {
    delivery.opened(life, services.bootIngress(life));
  }

  private void openFeeds(Services services, Life life) {
    audience.open(life, services.bootNotifier(life));
  }
}
