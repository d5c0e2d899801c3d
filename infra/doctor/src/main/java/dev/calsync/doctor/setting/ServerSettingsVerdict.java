package dev.calsync.doctor.setting;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Fine;
import java.util.List;
import java.util.stream.Stream;

/** Whether database and broker are named in a way that can be understood. */
public final class ServerSettingsVerdict {
  private static final String SERVER = "[^\\s:,/]+:\\d{1,5}|\\[[0-9A-Fa-f:]+]:\\d{1,5}";

  private ServerSettingsVerdict() {}

  /** Judges the database's address. */
  public static List<Finding> database(Settings settings) {
    String url = settings.get(Setting.DATABASE_URL);
    if (!url.matches("jdbc:postgresql:(//[^/\\s]*/)?[^/\\s]*")) {
      return List.of(
          new Broken(
              "setting-malformed",
              "spring.datasource.url is no JDBC address of a PostgreSQL database",
              Setting.DATABASE_URL.variable() + "=jdbc:postgresql://<host>:5432/calsync"));
    }
    return List.of(new Fine(shown(url) + " as " + settings.get(Setting.DATABASE_USERNAME)));
  }

  /** Judges the broker's address. */
  public static List<Finding> kafka(Settings settings) {
    String servers = settings.get(Setting.BOOTSTRAP_SERVERS);
    boolean wellFormed =
        Stream.of(servers.split(",", -1)).map(String::strip).allMatch(s -> s.matches(SERVER));
    if (!wellFormed) {
      return List.of(
          new Broken(
              "setting-malformed",
              "spring.kafka.bootstrap-servers is '%s'".formatted(servers),
              Setting.BOOTSTRAP_SERVERS.variable() + "=<host>:9092,<other host>:9092"));
    }
    return List.of(new Fine(servers));
  }

  /** A JDBC address without its parameters, among which passwords may be. */
  public static String shown(String url) {
    return url.replaceFirst("\\?.*", "");
  }
}
