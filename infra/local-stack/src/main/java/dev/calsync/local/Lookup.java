package dev.calsync.local;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Settings by name, wherever they stand: {@code --name=value} wins over {@code -Dname=value}, that
 * over the environment, where case and separators do not count.
 */
final class Lookup {
  private final Map<String, String> values = new HashMap<>();
  private final List<String> names;

  Lookup(String[] args, Properties system, Map<String, String> environment) {
    environment.forEach((name, value) -> values.put(bare(name), value));
    system.stringPropertyNames().forEach(n -> values.put(bare(n), system.getProperty(n)));
    for (String arg : args) {
      if (!arg.startsWith("--") || !arg.contains("=")) {
        throw new CannotStart("'" + arg + "' is not understood (expected: --name=value)");
      }
      values.put(bare(arg.substring(2, arg.indexOf('='))), arg.substring(arg.indexOf('=') + 1));
    }
    names =
        Stream.of(
                Stream.of(args).map(arg -> arg.substring(2, arg.indexOf('='))),
                system.stringPropertyNames().stream(),
                environment.keySet().stream())
            .flatMap(all -> all)
            .toList();
  }

  /** An empty value is as good as none. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(bare(name)))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** The names in use that begin like this one, as they were written. */
  List<String> namesLike(String prefix) {
    return names.stream().filter(name -> bare(name).startsWith(bare(prefix))).toList();
  }

  static boolean same(String oneName, String otherName) {
    return bare(oneName).equals(bare(otherName));
  }

  /** {@code calsync.local.ports.front-door} as it is written in the environment. */
  static String environmentName(String name) {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static String bare(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }
}
