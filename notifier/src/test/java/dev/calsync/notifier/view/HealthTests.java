package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.notifier.view.Health.Errors;
import dev.calsync.notifier.view.Health.State;
import dev.calsync.notifier.view.Health.Turns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a calendar, from what the rows say. */
class HealthTests {
  private static final Instant EARLY = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant LATE = Instant.parse("2026-03-02T12:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'', NOT_YET_WATCHED",
    "PUSHED, PUSHED",
    "PUSHED WATCH_FAILED UNCONFIRMED, PUSHED",
    "PUSHED READING, READ_AGAIN",
    "UNREAD READING, FIRST_READING",
    "UNREAD LOST, ACCESS_LOST",
    "LOST REFUSED, GRANT_REFUSED",
    "PARKED PUSHED, GRANT_REFUSED",
    "UNWATCHABLE UNPLANNED WATCH_FAILED, NOT_WATCHABLE",
    "UNPLANNED ADDRESS_REFUSED WATCH_FAILED, NO_URL",
    "DOUBTED UNCONFIRMED, SUSPECT",
    "UNCONFIRMED ADDRESS_REFUSED WATCH_FAILED, UNCONFIRMED",
    "ADDRESS_REFUSED WATCH_FAILED, ADDRESS_REFUSED",
    "WATCH_FAILED, WATCH_FAILED",
  })
  void whatKeepsItFromBeingBetterIsTheReason(String facts, Why why) {
    assertThat(Why.of(facts(facts))).isEqualTo(why);
  }

  @Test
  void liveAndPollingBeginWithWhateverTurnedLast() {
    var old = new Turns(EARLY, EARLY, EARLY, EARLY, null);
    assertThat(health("PUSHED", old).since()).isEqualTo(EARLY);
    assertThat(health("PUSHED", new Turns(LATE, EARLY, null, null, null)).since()).isEqualTo(LATE);
    assertThat(health("PUSHED", new Turns(EARLY, LATE, EARLY, null, null)).since()).isEqualTo(LATE);
    assertThat(health("PUSHED", new Turns(EARLY, EARLY, EARLY, LATE, null)).since())
        .isEqualTo(LATE);
    assertThat(health("", new Turns(EARLY, EARLY, LATE, null, null)).since()).isEqualTo(LATE);
    assertThat(health("", new Turns(EARLY, EARLY, EARLY, LATE, null)).since()).isEqualTo(EARLY);
    assertThat(health("", new Turns(EARLY, EARLY, EARLY, EARLY, LATE)).since()).isEqualTo(LATE);
  }

  @Test
  void whatWasRefusedBeganWithTheRefusal() {
    var turns = new Turns(EARLY, LATE, null, null, null);
    assertThat(health("REFUSED PARKED", turns).since()).isEqualTo(EARLY);
    assertThat(health("PARKED", turns).since()).isEqualTo(LATE);
    assertThat(health("LOST", turns).since()).isEqualTo(LATE);
    assertThat(health("READING", turns).since()).isEqualTo(LATE);
    assertThat(health("UNREAD", new Turns(EARLY, null, null, null, null)).since()).isNull();
  }

  @Test
  void whoeverSaidWhatIsTheMatterIsQuoted() {
    var errors = new Errors("invalid_grant", "400 push.webhookUrlUnauthorized", null);
    assertThat(reason("REFUSED", errors)).isEqualTo("invalid_grant");
    assertThat(reason("ADDRESS_REFUSED", errors)).isEqualTo("400 push.webhookUrlUnauthorized");
    assertThat(reason("PUSHED ADDRESS_REFUSED", errors)).isNull();
    assertThat(reason("PUSHED", new Errors(null, null, "503"))).isEqualTo("503");
    assertThat(reason("WATCH_FAILED", new Errors(null, "429", "503"))).isEqualTo("503");
  }

  @Test
  void everyReasonIsSaidInWordsOnThePage() throws IOException {
    try (InputStream page = HealthTests.class.getResourceAsStream("/static/js/health.js")) {
      String words = new String(page.readAllBytes(), StandardCharsets.UTF_8);
      for (Why why : Why.values()) {
        assertThat(words).contains("\n  " + why.code() + ": ");
      }
      for (State state : State.values()) {
        assertThat(words).contains("\n  " + state + ": {");
      }
    }
  }

  private static Health health(String facts, Turns turns) {
    return Health.of(facts(facts), turns, new Errors(null, null, null), null, null);
  }

  private static @Nullable String reason(String facts, Errors errors) {
    var turns = new Turns(null, null, null, null, null);
    return Health.of(facts(facts), turns, errors, null, null).reason();
  }

  private static Set<Fact> facts(String names) {
    var facts = EnumSet.noneOf(Fact.class);
    Arrays.stream(names.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .map(Fact::valueOf)
        .forEach(facts::add);
    return facts;
  }
}
