package dev.calsync.local;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the local stack is made of, in the order in which it starts. */
enum Part {
  KAFKA,
  POSTGRES,
  SIMULATOR,
  SERVICES,
  FRONT_DOOR;

  static final String SETTING = "calsync.local.parts";

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code kafka,postgres} as parts; the services bring their front door. */
  static Set<Part> parse(String list) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String title : list.split(",", -1)) {
      parts.add(named(title.strip()));
    }
    if (parts.contains(SERVICES)) {
      parts.add(FRONT_DOOR);
    }
    return parts;
  }

  private static Part named(String title) {
    return Arrays.stream(values())
        .filter(part -> part.title().equals(title))
        .findFirst()
        .orElseThrow(
            () -> new CannotStart("%s: '%s' (expected: %s)".formatted(SETTING, title, titles())));
  }

  private static String titles() {
    return Arrays.stream(values()).map(Part::title).collect(Collectors.joining(", "));
  }
}
