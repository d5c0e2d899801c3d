package dev.calsync.doctor.check;

import java.time.Duration;
import java.util.List;

/** What became of a check. */
public sealed interface Result {
  /** The check's name. */
  String check();

  /** How it ended. */
  Status status();

  /** What it found; nothing where it was skipped. */
  List<Finding> findings();

  /** It was made. */
  record Examined(String check, Duration took, List<Finding> findings) implements Result {
    @Override
    public Status status() {
      return findings.stream().map(Finding::status).reduce(Status.OK, Status::or);
    }
  }

  /**
   * It was not made.
   *
   * @param because the check it needs, or the setting or option that is not there
   */
  record Skipped(String check, String because) implements Result {
    @Override
    public Status status() {
      return Status.SKIPPED;
    }

    @Override
    public List<Finding> findings() {
      return List.of();
    }
  }
}
