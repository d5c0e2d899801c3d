package dev.calsync.doctor.report;

import dev.calsync.doctor.check.Result;
import dev.calsync.doctor.check.Status;
import java.time.Instant;
import java.util.List;

/**
 * What the whole examination came to.
 *
 * @param at when it was made
 */
public record Report(Instant at, List<Result> results) {
  public Report {
    results = List.copyOf(results);
  }

  /** The worst of its checks. */
  public Status status() {
    return results.stream().map(Result::status).reduce(Status.SKIPPED, Status::or);
  }

  long count(Status status) {
    return results.stream().filter(result -> result.status() == status).count();
  }
}
