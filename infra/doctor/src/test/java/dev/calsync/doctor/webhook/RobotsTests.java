package dev.calsync.doctor.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RobotsTests {
  private static final String PATH = "/api/calendar/webhook";

  @Test
  void groupForGooglesFetcherWinsOverThatForEverybody() {
    assertThat(
            forbid(
                """
                User-agent: APIs-Google
                Allow: /api/calendar/webhook

                User-agent: *
                Disallow: /
                """))
        .isFalse();
  }

  @Test
  void whatIsForbiddenToEverybodyIsForbiddenToGoogle() {
    assertThat(forbid("User-agent: *\nDisallow: /   # nobody")).isTrue();
  }

  @Test
  void whatIsForbiddenToOthersIsNotForbiddenToGoogle() {
    assertThat(forbid("User-agent: badbot\nDisallow: /")).isFalse();
  }

  @Test
  void longestRuleDecides() {
    assertThat(forbid("User-agent: *\nDisallow: /\nAllow: /api/")).isFalse();
    assertThat(forbid("User-agent: *\nAllow: /\nDisallow: /api/")).isTrue();
  }

  @Test
  void groupMayHaveSeveralAgents() {
    assertThat(forbid("User-agent: apis-google\nUser-agent: other\nDisallow: /api")).isTrue();
  }

  @Test
  void emptyRuleForbidsNothing() {
    assertThat(forbid("User-agent: *\nDisallow:")).isFalse();
    assertThat(forbid("<html>no robots here</html>")).isFalse();
  }

  private static boolean forbid(String text) {
    return Robots.forbid(text, PATH);
  }
}
