package dev.calsync.doctor.report;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.check.Finding.Measured;
import dev.calsync.doctor.check.Result;
import dev.calsync.doctor.check.Result.Examined;
import dev.calsync.doctor.check.Result.Skipped;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A report for programs; its shape is in infra/docs/doctor.md. Fields may be added, none renamed.
 */
public final class JsonReport {
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Secrets secrets;

  private JsonReport(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The report as one JSON object. */
  public static String of(Report report, Secrets secrets) {
    var page = new JsonReport(secrets);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("at", report.at().toString());
    json.put("status", report.status().name());
    json.put("checks", report.results().stream().map(page::check).toList());
    return JSON.writeValueAsString(json) + System.lineSeparator();
  }

  private Map<String, Object> check(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.check());
    json.put("status", result.status().name());
    switch (result) {
      case Skipped(_, var because) -> json.put("because", because);
      case Examined(_, var took, _) -> json.put("tookMillis", took.toMillis());
    }
    json.put("findings", result.findings().stream().map(this::finding).toList());
    return json;
  }

  private Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", finding.status().name());
    json.put("found", secrets.hide(finding.found()));
    switch (finding) {
      case Fine _ -> {}
      case Measured(_, var figures) -> json.put("figures", figures);
      case Doubtful(var code, _, var fix) -> {
        json.put("code", code);
        json.put("fix", secrets.hide(fix));
      }
      case Broken(var code, _, var fix) -> {
        json.put("code", code);
        json.put("fix", secrets.hide(fix));
      }
    }
    return json;
  }
}
