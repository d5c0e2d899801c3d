package dev.calsync.doctor;

import dev.calsync.doctor.report.Secrets;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import dev.calsync.model.InternalSecrets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of the settings must not be printed, whatever happens. */
final class SecretSettings {
  private static final Pattern IN_ADDRESS = Pattern.compile("(?i)[?&;]\\w*password=([^&;]+)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private SecretSettings() {}

  static Secrets of(Settings settings) {
    List<String> known =
        Stream.of(Setting.DATABASE_USERNAME, Setting.CLIENT_ID)
            .flatMap(setting -> settings.find(setting).stream())
            .toList();
    return new Secrets(Stream.concat(ours(settings), brokers(settings)).toList(), known);
  }

  private static Stream<String> ours(Settings settings) {
    Stream<String> whole =
        Stream.of(
                Setting.CLIENT_SECRET,
                Setting.INTERNAL_SECRET,
                Setting.CHANNEL_TOKEN_KEYS,
                Setting.DATABASE_PASSWORD)
            .flatMap(setting -> settings.find(setting).stream());
    Stream<String> keys =
        settings.find(Setting.CHANNEL_TOKEN_KEYS).stream()
            .flatMap(all -> Stream.of(all.split("[:,]", -1)));
    Stream<String> internal =
        settings.find(Setting.INTERNAL_SECRET).stream()
            .flatMap(all -> InternalSecrets.of(all).stream());
    Stream<String> inAddress =
        IN_ADDRESS.matcher(settings.get(Setting.DATABASE_URL)).results().map(r -> r.group(1));
    return Stream.of(whole, keys, internal, inAddress).flatMap(each -> each);
  }

  /** Of a JAAS configuration also what stands in it in quotation marks. */
  private static Stream<String> brokers(Settings settings) {
    return Stream.of("spring.kafka.properties", "spring.kafka.ssl")
        .flatMap(prefix -> settings.below(prefix).entrySet().stream())
        .filter(each -> each.getKey().matches(".*(jaas|password|secret|key).*"))
        .map(Map.Entry::getValue)
        .flatMap(value ->
            Stream.concat(Stream.of(value), QUOTED.matcher(value).results().map(r -> r.group(1))));
  }
}
