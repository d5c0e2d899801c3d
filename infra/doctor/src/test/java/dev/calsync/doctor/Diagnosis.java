package dev.calsync.doctor;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the command printed as JSON, and how it ended.
 *
 * @param text all of it
 */
record Diagnosis(int exitCode, String text) {
  /** The names of the checks that ended so. */
  List<String> checks(String status) {
    return all()
        .filter(check -> check.path("status").asString().equals(status))
        .map(check -> check.path("name").asString())
        .toList();
  }

  String status(String check) {
    return one(check).path("status").asString();
  }

  /** Why a check was skipped. */
  String because(String check) {
    return one(check).path("because").asString();
  }

  /** The findings of a check as {@code STATUS code → fix}. */
  List<String> findings(String check) {
    return one(check)
        .path("findings")
        .valueStream()
        .map(each ->
            "%s %s → %s"
                .formatted(
                    each.path("status").asString(),
                    each.path("code").asString("fine"),
                    each.path("fix").asString("nothing")))
        .toList();
  }

  private JsonNode one(String check) {
    return all()
        .filter(each -> each.path("name").asString().equals(check))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + check + " in " + text));
  }

  private Stream<JsonNode> all() {
    return JsonMapper.shared().readTree(text).path("checks").valueStream();
  }
}
