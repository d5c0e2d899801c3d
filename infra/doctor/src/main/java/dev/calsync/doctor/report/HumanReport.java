package dev.calsync.doctor.report;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.check.Finding.Measured;
import dev.calsync.doctor.check.Result;
import dev.calsync.doctor.check.Result.Examined;
import dev.calsync.doctor.check.Result.Skipped;
import dev.calsync.doctor.check.Status;

/** A report for people: a line for each finding, and below it the line that fixes it. */
public final class HumanReport {
  private final Secrets secrets;
  private final StringBuilder text = new StringBuilder();

  private HumanReport(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The report, each line ended. */
  public static String of(Report report, Secrets secrets) {
    var page = new HumanReport(secrets);
    report.results().forEach(page::add);
    page.line(
        "%n%d ok, %d to look at, %d broken, %d skipped"
            .formatted(
                report.count(Status.OK),
                report.count(Status.WARN),
                report.count(Status.FAIL),
                report.count(Status.SKIPPED)));
    return page.text.toString();
  }

  private void add(Result result) {
    switch (result) {
      case Skipped(var check, var because) -> line(Status.SKIPPED, check, "needs " + because);
      case Examined(var check, _, var findings) -> findings.forEach(finding -> add(check, finding));
    }
  }

  private void add(String check, Finding finding) {
    line(finding.status(), check, finding.found());
    switch (finding) {
      case Fine _, Measured _ -> {}
      case Doubtful(_, _, var fix) -> fix(fix);
      case Broken(_, _, var fix) -> fix(fix);
    }
  }

  private void line(Status status, String check, String found) {
    line("%-7s  %-18s  %s".formatted(status, check, found));
  }

  private void fix(String fix) {
    line(" ".repeat(29) + "→ " + fix);
  }

  private void line(String line) {
    text.append(secrets.hide(line)).append(System.lineSeparator());
  }
}
