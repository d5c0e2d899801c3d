package dev.calsync.local;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/** The steps for the parts that are wanted, in the order in which they need each other. */
final class Plan {
  private Plan() {}

  static List<Step> of(LocalSettings settings, DataFolder data, List<String> args) {
    var services = new Services(settings, data, args);
    List<Step> steps = new ArrayList<>();
    for (Part part : settings.parts()) {
      switch (part) {
        case KAFKA -> steps.add(kafka(settings, data));
        case POSTGRES -> steps.add(postgres(settings, data));
        case SIMULATOR -> steps.add(services.step(Services.SIMULATOR));
        case SERVICES -> Services.ALL.forEach(service -> steps.add(services.step(service)));
        case FRONT_DOOR -> steps.add(frontDoor(settings));
      }
    }
    return steps;
  }

  private static Step kafka(LocalSettings settings, DataFolder data) {
    int port = settings.port(Port.KAFKA);
    return new Step(
        Part.KAFKA.title(),
        "%s on %d".formatted(AppInfoParser.getVersion(), port),
        port,
        () -> Broker.start(data.of("kafka"), port));
  }

  private static Step postgres(LocalSettings settings, DataFolder data) {
    int port = settings.port(Port.POSTGRES);
    return new Step(
        Part.POSTGRES.title(),
        "%s on %d".formatted(Database.VERSION, port),
        port,
        () -> Database.start(data.of("postgres"), port));
  }

  private static Step frontDoor(LocalSettings settings) {
    int port = settings.port(Port.FRONT_DOOR);
    return new Step(Part.FRONT_DOOR.title(), "on " + port, port, () -> FrontDoor.open(settings));
  }
}
