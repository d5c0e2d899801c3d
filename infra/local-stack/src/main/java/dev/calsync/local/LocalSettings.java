package dev.calsync.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What runs, where it listens and where it keeps its data. */
record LocalSettings(Set<Part> parts, Path data, Map<Port, Integer> ports, Google google) {
  static final String DATA = "calsync.local.data";
  private static final String PREFIX = "calsync.local.";
  private static final String ALL = "kafka,postgres,simulator,services";

  static LocalSettings of(Lookup lookup) {
    refuseUnknown(lookup);
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, port.in(lookup));
    }
    String webhook =
        "http://localhost:%d/api/calendar/webhook".formatted(ports.get(Port.FRONT_DOOR));
    Google google = Google.chosen(lookup, number(ports, Port.SIMULATOR), webhook);
    Set<Part> parts = Part.parse(lookup.get(Part.SETTING).orElse(ALL));
    if (!(google instanceof Google.Simulated)) {
      parts.remove(Part.SIMULATOR);
    }
    Path home = Path.of(lookup.get("user.home").orElse("."), ".calsync", "local");
    Path data = lookup.get(DATA).map(Path::of).orElse(home).toAbsolutePath().normalize();
    return new LocalSettings(parts, data, ports, google);
  }

  int port(Port port) {
    return number(ports, port);
  }

  /** Where people and programs meet it. */
  String url() {
    return "http://localhost:" + port(Port.FRONT_DOOR);
  }

  /** False: somebody else, a test perhaps, puts the system together from parts. */
  boolean whole() {
    return parts.contains(Part.SERVICES);
  }

  private static int number(Map<Port, Integer> ports, Port port) {
    Integer number = ports.get(port);
    if (number == null) {
      throw new IllegalArgumentException("no number for " + port);
    }
    return number;
  }

  /** A misspelt setting that is silently ignored costs an afternoon. */
  private static void refuseUnknown(Lookup lookup) {
    Stream<String> own = Stream.of(Part.SETTING, DATA);
    var known = Stream.concat(own, Arrays.stream(Port.values()).map(Port::setting)).toList();
    for (String name : lookup.namesLike(PREFIX)) {
      if (known.stream().noneMatch(other -> Lookup.same(name, other))) {
        throw new CannotStart("'%s' is no setting (known: %s)".formatted(name, known));
      }
    }
  }
}
