package dev.calsync.doctor.setting;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings as the services would read them: the command line wins over the environment; case
 * and separators of a name do not count; what is empty is not set.
 */
public final class Settings {
  private static final Set<String> ON = Set.of("true", "on", "yes", "1");

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> names = new TreeMap<>();

  /**
   * @param given by full name, {@code calsync.public-url}
   */
  public Settings(Map<String, String> given, Map<String, String> environment) {
    environment.forEach(this::put);
    given.forEach(this::put);
  }

  private void put(String name, String value) {
    if (!value.isBlank()) {
      values.put(bare(name), value.strip());
      names.put(bare(name), name);
    }
  }

  /** What is set, by the names under which somebody did. */
  public Collection<String> names() {
    return names.values();
  }

  /** What somebody has set. */
  public Optional<String> given(Setting setting) {
    return Optional.ofNullable(values.get(bare(setting.property())));
  }

  /** What somebody has set, else what is usual. */
  public Optional<String> find(Setting setting) {
    return given(setting).or(setting::usual);
  }

  /** What is set or usual; only after a check has found that there is such a thing. */
  public String get(Setting setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException(setting.property() + " is not set"));
  }

  /** Whether it is on, read as Spring Boot does. */
  public boolean isOn(Setting setting) {
    return ON.contains(get(setting).toLowerCase(Locale.ROOT));
  }

  /** A number; only after a check has found that it is one. */
  public double number(Setting setting) {
    return Double.parseDouble(get(setting));
  }

  /**
   * The settings below a prefix, by the rest of their names: {@code sasl.mechanism} for {@code
   * spring.kafka.properties.sasl.mechanism} and for {@code SPRING_KAFKA_PROPERTIES_SASL_MECHANISM}.
   */
  public Map<String, String> below(String prefix) {
    Map<String, String> found = new TreeMap<>();
    String variable = Setting.variable(prefix) + "_";
    names.forEach((bare, name) -> {
      String value = values.getOrDefault(bare, "");
      if (name.startsWith(prefix + ".")) {
        found.put(name.substring(prefix.length() + 1), value);
      } else if (name.startsWith(variable)) {
        found.put(
            name.substring(variable.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    return found;
  }

  private static String bare(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }
}
