package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a newcomer starts: one program with everything in it, which ends when it is told to. */
class LocalStackEndToEndTests {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

  private final LocalStack stack = new LocalStack();

  @AfterEach
  void stackEnds() {
    stack.end();
  }

  @Test
  void startsStopsCleanlyAndStillKnowsWhoWasSignedIn() {
    stack.starts();
    Session session = stack.signIn("ada@example.com");
    session.live(new GoogleCalendar("ada@example.com", "ada@example.com"));
    var calendars = session.calendars().findValuesAsString("id");
    assertThat(stack.page().statusCode()).isEqualTo(200);

    assertThat(stack.stops(ENDS_WITHIN)).isLessThan(ENDS_WITHIN);
    assertThat(stack.hasLeftADatabaseRunning()).isFalse();

    stack.starts();
    assertThat(session.calendars().findValuesAsString("id")).isEqualTo(calendars);
  }
}
