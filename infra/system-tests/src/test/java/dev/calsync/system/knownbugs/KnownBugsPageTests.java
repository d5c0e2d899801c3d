package dev.calsync.system.knownbugs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.testsupport.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page says what the sources say; {@code -Dknown-bugs.write=true} renews it. */
class KnownBugsPageTests {
  private static final Path TOP = Path.of("../..").normalize();
  private static final Path PAGE = TOP.resolve("infra/docs/known-bugs.md");
  private static final String HEAD =
      """
      # Known bugs of others

      What users of other systems that sync Google Calendar complain of, and the tests of ours that fail if we have it too. Every one of
      them runs in `mvn verify`, which ends in an error if one fails. Made from the sources: to renew it, run
      `mvn -pl infra/system-tests -am test -Dtest=KnownBugsPageTests -Dsurefire.failIfNoSpecifiedTests=false -Dknown-bugs.write=true`.

      | # | complaint | threads | tests that fail if we have it |
      |---|---|---|---|
      """;

  private final List<Proof> proofs = Proof.all(TOP);

  @Test
  void everyComplaintHasATestThatWouldFailOrTheWordThatItHasNone() {
    assertThat(Complaint.values()).hasSize(28);
    assertThat(Complaint.values())
        .allMatch(complaint -> !complaint.missing().isEmpty() || !tests(complaint).isEmpty());
  }

  @Test
  void thePageSaysWhatTheSourcesSay() throws IOException {
    String page =
        Arrays.stream(Complaint.values()).map(this::row).collect(Collectors.joining("", HEAD, ""));
    if (Boolean.getBoolean("known-bugs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page)
        .as("the page is out of date; the command at its head renews it: %s", PAGE)
        .isEqualTo(Files.readString(PAGE));
  }

  private String row(Complaint complaint) {
    String missing = complaint.missing().isEmpty() ? "" : "Not yet: " + complaint.missing() + ".";
    String threads =
        complaint.threads().stream()
            .map(path -> "[%s](https://github.com/%s)".formatted(shortened(path), path))
            .collect(Collectors.joining(", "));
    List<String> cell = new ArrayList<>(tests(complaint));
    if (!missing.isEmpty()) {
      cell.add(missing);
    }
    return "| %d | %s | %s | %s |\n"
        .formatted(
            List.of(Complaint.values()).indexOf(complaint) + 1,
            complaint.text(),
            threads,
            String.join("<br>", cell));
  }

  private List<String> tests(Complaint complaint) {
    return proofs.stream()
        .filter(proof -> proof.complaint() == complaint)
        .map(
            proof -> "[%s](../../%s).%s".formatted(proof.className(), proof.source(), proof.test()))
        .toList();
  }

  /** twentyhq/twenty/pull/23006 → twenty#23006. */
  private static String shortened(String path) {
    String[] parts = path.split("/", -1);
    return parts[1] + "#" + parts[3];
  }
}
