package dev.calsync.system.knownbugs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.testsupport.Complaint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTests {
  private static final Path FILE = Path.of("a/ATests.java");
  private static final String MARK = "@KnownBug(Complaint.WATCH_DIES_SILENTLY)";

  @Test
  void aMarkedTestIsAProof() {
    assertThat(Proof.in(FILE, source("class ATests", "@Test")))
        .containsExactly(new Proof(Complaint.WATCH_DIES_SILENTLY, FILE, "itWorks"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"@Disabled", "@Disabled(\"later\")", "@EnabledIfSystemProperty(named = \"x\")"})
  void aTestThatIsSkippedIsNone(String skipped) {
    assertThatThrownBy(() -> Proof.in(FILE, source("class ATests", "@Test\n  " + skipped)))
        .hasMessageContaining("ATests.java");
    assertThatThrownBy(() -> Proof.in(FILE, source(skipped + "\nclass ATests", "@Test")))
        .hasMessageContaining("ATests.java");
  }

  private static String source(String head, String annotations) {
    return head + " {\n  " + annotations + "\n  " + MARK + "\n  void itWorks() {}\n}\n";
  }
}
