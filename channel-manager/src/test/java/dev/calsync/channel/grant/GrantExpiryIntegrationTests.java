package dev.calsync.channel.grant;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where Google says for how long it grants what it grants. */
class GrantExpiryIntegrationTests extends Installation {
  @Test
  void itsOwnerSeesWhenAGrantEnds() {
    JsonNode account = accountWithAGrantOf(Duration.ofDays(7));
    assertThat(Instant.parse(account.path("expiresAt").asString()))
        .isAfter(Instant.now().plus(Duration.ofDays(6)));
    assertThat(account.path("warning").isNull()).isTrue();
  }

  @Test
  void whoseGrantEndsSoonIsWarned() {
    JsonNode account = accountWithAGrantOf(Duration.ofHours(47));
    assertThat(account.path("warning").asString()).contains("sign in again");
  }

  @Test
  void aGrantWithoutAnEndHasNone() {
    assertThat(accountWithAGrantOf(Duration.ZERO).path("expiresAt").isNull()).isTrue();
  }

  private static JsonNode accountWithAGrantOf(Duration life) {
    GOOGLE.grantLife = life;
    var ada = new Browser(HOME);
    signIn(ada);
    return json(ada.get("/api/accounts")).at("/accounts/0");
  }
}
