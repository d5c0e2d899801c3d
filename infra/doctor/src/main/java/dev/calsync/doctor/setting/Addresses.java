package dev.calsync.doctor.setting;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import java.util.List;
import java.util.Optional;

/** Holds addresses in the settings to what the services accept. */
final class Addresses {
  private Addresses() {}

  static void checkSafe(Settings settings, Setting setting, List<Finding> findings) {
    settings.find(setting).flatMap(value -> fault(setting, value)).ifPresent(findings::add);
  }

  /** As it may be shown: user, password and query left out. */
  static String shown(Settings settings, Setting setting) {
    return settings.find(setting).flatMap(Address::of).map(Address::toString).orElse("no address");
  }

  private static Optional<Finding> fault(Setting setting, String value) {
    Optional<Address> address = Address.of(value);
    if (address.isEmpty()) {
      return Optional.of(
          new Broken(
              "setting-malformed",
              setting.property() + " is no http or https address",
              setting.variable() + "=https://<host>"));
    }
    if (!address.get().isSafe()) {
      return Optional.of(
          new Broken(
              "address-in-the-open",
              "%s is %s: plain http is taken for this machine only"
                  .formatted(setting.property(), address.get()),
              setting.variable()
                  + "="
                  + address.get().toString().replaceFirst("^http:", "https:")));
    }
    return Optional.empty();
  }
}
