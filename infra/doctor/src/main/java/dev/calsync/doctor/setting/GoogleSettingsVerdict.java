package dev.calsync.doctor.setting;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether we know who we are to Google, and where Google is. */
public final class GoogleSettingsVerdict {
  private static final String REAL_ISSUER = "accounts.google.com";
  private static final String REAL_CLIENT = ".apps.googleusercontent.com";

  private GoogleSettingsVerdict() {}

  /** Judges the client and Google's two addresses. */
  public static List<Finding> of(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    Addresses.checkSafe(settings, Setting.API_URL, findings);
    Addresses.checkSafe(settings, Setting.ISSUER_URL, findings);
    present(settings, Setting.CLIENT_ID, findings);
    present(settings, Setting.CLIENT_SECRET, findings);
    if (findings.isEmpty()) {
      shape(settings, findings);
    }
    if (findings.isEmpty()) {
      findings.add(
          new Fine(
              "client %s at %s"
                  .formatted(
                      settings.get(Setting.CLIENT_ID),
                      Addresses.shown(settings, Setting.ISSUER_URL))));
    }
    return findings;
  }

  private static void present(Settings settings, Setting setting, List<Finding> findings) {
    Optional<String> value = settings.find(setting);
    if (value.isEmpty()) {
      findings.add(
          new Broken(
              "setting-missing",
              setting.property() + " is not set",
              setting.variable() + "=<from the OAuth client in Google's console, Credentials>"));
    } else if (value.get().matches(".*\\s.*|\".*|'.*")) {
      findings.add(
          new Broken(
              "setting-malformed",
              setting.property() + " has blanks or quotation marks in it",
              setting.variable() + "=<the same without blanks and quotation marks>"));
    }
  }

  private static void shape(Settings settings, List<Finding> findings) {
    boolean real =
        Address.of(settings.get(Setting.ISSUER_URL))
            .filter(issuer -> issuer.host().equals(REAL_ISSUER))
            .isPresent();
    if (real && !settings.get(Setting.CLIENT_ID).endsWith(REAL_CLIENT)) {
      findings.add(
          new Doubtful(
              "client-id-unusual",
              "the client id does not end in " + REAL_CLIENT + ", as Google's do",
              Setting.CLIENT_ID.variable() + "=<the whole id, with " + REAL_CLIENT + ">"));
    }
  }
}
