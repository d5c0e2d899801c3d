package dev.calsync.local;

import java.util.Locale;

/** Where something listens, unless a setting says otherwise. */
enum Port {
  FRONT_DOOR(Part.FRONT_DOOR, 8080),
  INGRESS(Part.SERVICES, 8081),
  SYNC_WORKER(Part.SERVICES, 8082),
  CHANNEL_MANAGER(Part.SERVICES, 8083),
  NOTIFIER(Part.SERVICES, 8084),
  SIMULATOR(Part.SIMULATOR, 8090),
  KAFKA(Part.KAFKA, 9092),
  POSTGRES(Part.POSTGRES, 5433),
  INGRESS_MANAGEMENT(Part.SERVICES, 9081),
  CHANNEL_MANAGER_MANAGEMENT(Part.SERVICES, 9083),
  NOTIFIER_MANAGEMENT(Part.SERVICES, 9084);

  private final Part part;
  private final int usual;

  Port(Part part, int usual) {
    this.part = part;
    this.usual = usual;
  }

  /** What listens there. */
  Part part() {
    return part;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String setting() {
    return "calsync.local.ports." + title();
  }

  int in(Lookup lookup) {
    String text = lookup.get(setting()).orElse(Integer.toString(usual));
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65_535) {
      throw new CannotStart("%s: '%s' (expected: 1 to 65535)".formatted(setting(), text));
    }
    return Integer.parseInt(text);
  }
}
