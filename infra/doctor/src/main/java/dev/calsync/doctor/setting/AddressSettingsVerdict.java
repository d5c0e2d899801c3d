package dev.calsync.doctor.setting;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.model.ChannelToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether people and Google are told addresses that can work. */
public final class AddressSettingsVerdict {
  /** Where ingress-webhook answers. */
  public static final String WEBHOOK_PATH = "/api/calendar/webhook";

  private AddressSettingsVerdict() {}

  /** Judges our own addresses, and the keys that go with the webhook. */
  public static List<Finding> of(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    Addresses.checkSafe(settings, Setting.PUBLIC_URL, findings);
    Addresses.checkSafe(settings, Setting.WEBHOOK_URL, findings);
    if (settings.find(Setting.CHANNEL_MANAGER_URL).flatMap(Address::of).isEmpty()) {
      findings.add(malformed(Setting.CHANNEL_MANAGER_URL, "http://<host>:8083"));
    }
    keys(settings, findings);
    webhook(settings, findings);
    if (findings.isEmpty()) {
      findings.add(
          new Fine(
              "people come to %s, Google calls %s"
                  .formatted(
                      Addresses.shown(settings, Setting.PUBLIC_URL),
                      webhookUrl(settings).map(Address::toString).orElse("nothing"))));
    }
    return findings;
  }

  /** Where Google calls us, the path filled in as channel-manager does it. */
  public static Optional<Address> webhookUrl(Settings settings) {
    return settings
        .find(Setting.WEBHOOK_URL)
        .flatMap(Address::of)
        .map(address -> address.path().isEmpty() ? address.at(WEBHOOK_PATH) : address);
  }

  private static void webhook(Settings settings, List<Finding> findings) {
    if (settings.find(Setting.WEBHOOK_URL).isEmpty()) {
      findings.add(
          new Doubtful(
              "no-webhook-url",
              "calsync.webhook-url is not set: no pushes, changes are found by polling only",
              Setting.WEBHOOK_URL.variable() + "=https://<your host>" + WEBHOOK_PATH));
      return;
    }
    boolean googleIsHere =
        settings
            .find(Setting.ISSUER_URL)
            .flatMap(Address::of)
            .filter(Address::isLoopback)
            .isPresent();
    webhookUrl(settings)
        .ifPresent(address -> {
          if (address.isLoopback() && !googleIsHere) {
            findings.add(
                new Broken(
                    "webhook-on-loopback",
                    "Google cannot call " + address + ": that is this machine, for whoever asks",
                    Setting.WEBHOOK_URL.variable() + "=https://<your public host>" + WEBHOOK_PATH));
          } else if (!address.path().equals(WEBHOOK_PATH)) {
            findings.add(
                new Doubtful(
                    "webhook-path",
                    "the webhook's path is " + address.path() + ", ingress-webhook's another",
                    Setting.WEBHOOK_URL.variable() + "=" + address.at(WEBHOOK_PATH)));
          }
        });
  }

  private static void keys(Settings settings, List<Finding> findings) {
    settings
        .find(Setting.CHANNEL_TOKEN_KEYS)
        .ifPresent(keys -> {
          try {
            var _ = new ChannelToken(ChannelToken.Key.parseAll(keys));
          } catch (IllegalArgumentException _) {
            // Its message may quote a part of the setting, and that part may be a key.
            findings.add(
                malformed(Setting.CHANNEL_TOKEN_KEYS, "<id>:<32 bytes or more in base64>"));
          }
        });
  }

  private static Finding malformed(Setting setting, String form) {
    return new Broken(
        "setting-malformed",
        setting.property() + " has not the form that the services read",
        setting.variable() + "=" + form);
  }
}
