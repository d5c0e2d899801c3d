package dev.calsync.doctor.setting;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.model.SettingNames;
import dev.calsync.model.SettingNames.Unknown;
import java.util.List;

/** Whether somebody reads what is set under names that begin like ours. */
public final class NameSettingsVerdict {
  private NameSettingsVerdict() {}

  /** Judges the names alone. */
  public static List<Finding> of(Settings settings) {
    List<Finding> findings =
        SettingNames.unknown(settings.names()).stream().map(NameSettingsVerdict::fault).toList();
    return findings.isEmpty() ? List.of(new Fine("all of ours are known")) : findings;
  }

  private static Finding fault(Unknown unknown) {
    String name = unknown.name();
    return unknown
        .meant()
        .<Finding>map(meant ->
            new Broken(
                "setting-misspelt",
                "no service starts with " + name + ", a misspelling of " + meant,
                "%s=<the value of %s>".formatted(Setting.variable(meant), name)))
        .orElseGet(
            () -> new Doubtful("setting-unknown", "no service reads " + name, "unset " + name));
  }
}
