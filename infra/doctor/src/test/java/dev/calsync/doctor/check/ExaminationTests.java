package dev.calsync.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.check.Check.Omitted;
import dev.calsync.doctor.check.Check.Question;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.check.Result.Skipped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationTests {
  @Test
  void whatNeedsSomethingBrokenIsSkippedAndSoIsWhatNeedsThat() {
    List<Result> results =
        Examination.of(
            List.of(
                question("a", List.of(), new Broken("x", "broken", "mend it")),
                question("b", List.of("a"), new Fine("never asked")),
                question("c", List.of("b"), new Fine("never asked"))));

    assertThat(results.subList(1, 3)).containsExactly(new Skipped("b", "a"), new Skipped("c", "b"));
  }

  @Test
  void whatIsDoubtfulCanBeStoodUpon() {
    List<Result> results =
        Examination.of(
            List.of(
                question("a", List.of(), new Doubtful("x", "odd", "look at it")),
                question("b", List.of("a"), new Fine("asked"))));

    assertThat(results.getLast().status()).isEqualTo(Status.OK);
  }

  @Test
  void omittedCheckNamesWhatIsNotThere() {
    assertThat(Examination.of(List.of(new Omitted("services", "--management"))))
        .containsExactly(new Skipped("services", "--management"));
  }

  @Test
  void checkThatFailsItselfDoesNotEndTheExamination() {
    var failing =
        new Question(
            "a",
            List.of(),
            () -> {
              throw new IllegalStateException("a defect");
            });

    List<Result> results =
        Examination.of(List.of(failing, question("b", List.of(), new Fine("asked"))));

    assertThat(results).extracting(Result::status).containsExactly(Status.FAIL, Status.OK);
  }

  @Test
  void clockIsJudgedBySeconds() {
    assertThat(List.of(1L, -4L, 10L, -61L))
        .extracting(seconds ->
            new ClockDifference("a", "b", Duration.ofSeconds(seconds)).finding().status())
        .containsExactly(Status.OK, Status.OK, Status.WARN, Status.FAIL);
  }

  private static Question question(String name, List<String> needs, Finding finding) {
    return new Question(name, needs, () -> List.of(finding));
  }
}
