package dev.calsync.doctor;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked of the doctor beyond the settings. */
final class Wishes {
  @Option(
      names = "--management",
      paramLabel = "<url>",
      description =
          "Ask the service with this management address for its readiness; may be repeated.")
  private List<String> management = List.of();

  @Option(
      names = "--round-trip",
      paramLabel = "<calendar>",
      description =
          "Follow one change through the system: our id of a calendar, or an e-mail address.")
  private @Nullable String roundTrip;

  @Option(
      names = "--allow-edit",
      description = "Let --round-trip create an event in that calendar and delete it again.")
  private boolean allowEdit;

  @Option(
      names = "--patience",
      paramLabel = "<seconds>",
      defaultValue = "60",
      description = "How long --round-trip waits for a push and its change (default: 60).")
  private int patience;

  List<String> management() {
    return management;
  }

  Optional<String> roundTrip() {
    return Optional.ofNullable(roundTrip);
  }

  boolean allowEdit() {
    return allowEdit;
  }

  int patienceSeconds() {
    return patience;
  }
}
