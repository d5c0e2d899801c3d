package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Command;
import dev.calsync.sync.PerilousDatabase.Moment;
import dev.calsync.sync.PerilousDatabase.Peril;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whenever a worker dies: an edit is done once. */
class DyingEditorIntegrationTests extends EditTrials {
  /** A worker dies at the k-th commit of its turn, before or after it; another takes over. */
  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void wheneverAWorkerDiesItsSuccessorDoesTheEditOnce(Moment moment) throws Exception {
    connectBoth();
    for (Kind kind : new Kind[] {Kind.CREATE, Kind.FOLLOWING, Kind.JOIN}) {
      int deaths = 0;
      for (boolean struck = true; struck; deaths++) {
        Trial trial = trial(kind, held(kind));
        Map<String, String> expected = lies();
        trial.effect().accept(expected);
        struck = diesAt(moment, deaths + 1, trial.command());
        awaitDecided(trial.command());
        assertThat(status(trial.command())).as("%s, %d", kind, deaths).isEqualTo("APPLIED");
        assertThatItWasDoneOnce(trial, expected);
      }
      assertThat(deaths).as("%s", kind).isGreaterThan(2);
    }
  }

  /** Whether the blow fell; if not, the turn has come to its end without it. */
  private boolean diesAt(Moment moment, int step, Command command) throws Exception {
    Peril peril = perils().arm(moment, step);
    command(command);
    await()
        .until(
            () -> peril.hasStruck() || (!status(command).matches("PENDING|unknown") && isAtRest()));
    perils().disarm();
    if (peril.hasStruck()) {
      theLeaseEnds();
      push();
    }
    return peril.hasStruck();
  }
}
