package dev.calsync.doctor;

import dev.calsync.doctor.account.Accounts;
import dev.calsync.doctor.check.Check;
import dev.calsync.doctor.check.Check.Omitted;
import dev.calsync.doctor.check.Check.Question;
import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.database.Database;
import dev.calsync.doctor.database.DatabaseLook;
import dev.calsync.doctor.google.Google;
import dev.calsync.doctor.http.Http;
import dev.calsync.doctor.kafka.Broker;
import dev.calsync.doctor.kafka.BrokerLook;
import dev.calsync.doctor.quota.Quota;
import dev.calsync.doctor.roundtrip.RoundTrip;
import dev.calsync.doctor.service.AccessTokens;
import dev.calsync.doctor.service.Service;
import dev.calsync.doctor.setting.Address;
import dev.calsync.doctor.setting.AddressSettingsVerdict;
import dev.calsync.doctor.setting.GoogleSettingsVerdict;
import dev.calsync.doctor.setting.NameSettingsVerdict;
import dev.calsync.doctor.setting.NumberSettingsVerdict;
import dev.calsync.doctor.setting.ServerSettingsVerdict;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import dev.calsync.doctor.webhook.Webhook;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** All checks, in the order in which they are made, and what each stands on. */
final class Checks {
  private final Settings settings;
  private final Wishes wishes;
  private final Http http;
  private final InstantSource clock;
  private final List<Check> all = new ArrayList<>();

  Checks(Settings settings, Wishes wishes, Http http, InstantSource clock) {
    this.settings = settings;
    this.wishes = wishes;
    this.http = http;
    this.clock = clock;
  }

  List<Check> all() {
    settings();
    google();
    servers();
    webhook();
    services();
    accounts();
    roundTrip();
    return List.copyOf(all);
  }

  private void settings() {
    ask("settings-names", List.of(), () -> NameSettingsVerdict.of(settings));
    ask("settings-google", List.of(), () -> GoogleSettingsVerdict.of(settings));
    ask("settings-addresses", List.of(), () -> AddressSettingsVerdict.of(settings));
    ask("settings-database", List.of(), () -> ServerSettingsVerdict.database(settings));
    ask("settings-kafka", List.of(), () -> ServerSettingsVerdict.kafka(settings));
    ask("settings-numbers", List.of(), () -> NumberSettingsVerdict.of(settings));
  }

  private void google() {
    var google = new Google(http, settings);
    ask("google", List.of("settings-google"), google::discovery);
    ask("clock", List.of("google"), google::clock);
    ask("google-api", List.of("settings-google"), google::api);
    ask("client", List.of("google"), google::client);
    ask("redirect", List.of("client", "settings-addresses"), google::redirect);
  }

  private void servers() {
    ask(
        "database",
        List.of("settings-database"),
        () -> new DatabaseLook(new Database(settings), settings, clock).look());
    ask(
        "kafka",
        List.of("settings-kafka", "settings-numbers"),
        () -> new BrokerLook(new Broker(settings)).look());
  }

  private void webhook() {
    Optional<Address> address = AddressSettingsVerdict.webhookUrl(settings);
    if (address.isEmpty()) {
      all.add(new Omitted("webhook", Setting.WEBHOOK_URL.property()));
      return;
    }
    boolean googleIsOutside =
        settings
            .find(Setting.ISSUER_URL)
            .flatMap(Address::of)
            .filter(Address::isLoopback)
            .isEmpty();
    var webhook = new Webhook(http, address.get(), googleIsOutside);
    ask("webhook", List.of("settings-addresses"), webhook::reachable);
  }

  private void services() {
    if (wishes.management().isEmpty()) {
      all.add(new Omitted("services", "--management"));
    } else {
      ask("services", List.of(), () -> Service.health(http, wishes.management()));
    }
    if (settings.given(Setting.CHANNEL_MANAGER_URL).isEmpty() && wishes.roundTrip().isEmpty()) {
      all.add(new Omitted("channel-manager", Setting.CHANNEL_MANAGER_URL.property()));
    } else {
      ask(
          "channel-manager",
          List.of("settings-google", "settings-addresses"),
          () -> new AccessTokens(http, settings).trust());
    }
  }

  private void accounts() {
    List<String> needs = List.of("database", "settings-numbers");
    ask("consent", needs, () -> accountsLook().consent());
    ask("calendars", needs, () -> accountsLook().calendars());
    ask("quota", needs, () -> new Quota(new Database(settings), settings).suffices());
  }

  private Accounts accountsLook() {
    return new Accounts(new Database(settings), settings, clock);
  }

  /**
   * Does not need the check webhook: whoever is inside may not be able to call it, and Google may.
   */
  private void roundTrip() {
    Optional<String> missing = roundTripLacks();
    if (missing.isPresent()) {
      all.add(new Omitted("round-trip", missing.get()));
      return;
    }
    ask(
        "round-trip",
        List.of("google-api", "database", "kafka", "channel-manager"),
        () ->
            new RoundTrip(
                    new Database(settings),
                    new Broker(settings),
                    new AccessTokens(http, settings),
                    settings.get(Setting.API_URL))
                .of(
                    wishes.roundTrip().orElseThrow(),
                    Duration.ofSeconds(wishes.patienceSeconds())));
  }

  private Optional<String> roundTripLacks() {
    if (wishes.roundTrip().isEmpty()) {
      return Optional.of("--round-trip");
    }
    if (!wishes.allowEdit()) {
      return Optional.of("--allow-edit");
    }
    return settings.find(Setting.WEBHOOK_URL).isEmpty()
        ? Optional.of(Setting.WEBHOOK_URL.property())
        : Optional.empty();
  }

  private void ask(String name, List<String> needs, Callable<List<Finding>> question) {
    all.add(new Question(name, needs, question));
  }
}
