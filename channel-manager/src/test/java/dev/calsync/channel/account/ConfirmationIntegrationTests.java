package dev.calsync.channel.account;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.CalendarAdded;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A further account joins nobody who has not seen its address and said yes. */
class ConfirmationIntegrationTests extends Installation {
  @Autowired Confirmation confirmation;
  private final Browser ada = new Browser(HOME);

  @Test
  void untilItIsConfirmedAFurtherAccountIsOnlyShown() {
    signIn(ada);
    atTheKeyboard("second");
    String landing = connect(ada);
    JsonNode shown = json(ada.get("/api/accounts"));
    assertThat(shown.at("/pending/0/id").asString()).isEqualTo(pending(landing));
    assertThat(shown.at("/pending/0/email").asString()).isEqualTo(GOOGLE.sub + "@example.com");
    assertThat(shown.path("accounts")).hasSize(1);
    assertThat(count("channel.account")).isEqualTo(1);
    assertThat(count("channel.credential")).isEqualTo(1);
  }

  @Test
  void whatIsConfirmedIsConnectedAndReadWithTheGrantThatCame() {
    signIn(ada);
    atTheKeyboard("second");
    String landing = connect(ada);
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(204);
    JsonNode shown = json(ada.get("/api/accounts"));
    assertThat(shown.path("pending")).isEmpty();
    assertThat(shown.path("accounts")).hasSize(2);
    await()
        .untilAsserted(() ->
            assertThat(announced(CalendarAdded.class))
                .extracting(added -> added.accountId().toString())
                .contains(pending(landing)));
    assertThat(accessToken(pending(landing), "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void itIsConfirmedOnceAndByNobodyElse() {
    signIn(ada);
    atTheKeyboard("second");
    String landing = connect(ada);
    var grace = new Browser(HOME);
    atTheKeyboard("grace");
    signIn(grace);
    assertThat(confirm(grace, landing).statusCode()).isEqualTo(404);
    String path = "/api/accounts/pending/" + pending(landing);
    assertThat(grace.send("DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(json(grace.get("/api/accounts")).path("pending")).isEmpty();
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(204);
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(404);
  }

  @Test
  void whatNobodySaidYesToInTimeIsGivenBackAndForgotten() {
    signIn(ada);
    atTheKeyboard("second");
    String landing = connect(ada);
    jdbc.sql(
            """
            update channel.pending_account
               set expires_at = now() - interval '1 second', clear_at = now()
            """)
        .update();
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(404);
    confirmation.clear();
    assertThat(GOOGLE.revoked).hasSize(1);
    assertThat(count("channel.pending_account")).isZero();
  }

  @Test
  void whatIsDeclinedIsGivenBackAndForgotten() {
    signIn(ada);
    atTheKeyboard("second");
    String path = "/api/accounts/pending/" + pending(connect(ada));
    assertThat(ada.send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(json(ada.get("/api/accounts")).path("pending")).isEmpty();
    await().untilAsserted(() -> assertThat(count("channel.pending_account")).isZero());
    assertThat(GOOGLE.revoked).hasSize(1);
  }

  @Test
  void whoeverDeclinesAndConnectsAgainAtOnceKeepsTheNewGrant() {
    signIn(ada);
    atTheKeyboard("second");
    String declined = "/api/accounts/pending/" + pending(connect(ada));
    assertThat(ada.send("DELETE", declined, "").statusCode()).isEqualTo(204);
    assertThat(GOOGLE.revoked).hasSize(1);
    String landing = connect(ada);
    confirmation.clear();
    assertThat(GOOGLE.revoked).hasSize(1);
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(204);
    assertThat(accessToken(pending(landing), "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasConnectedWhileItsGrantWasEndedCannotBeConfirmed() {
    signIn(ada);
    var elsewhere = new Browser(HOME);
    signIn(elsewhere);
    atTheKeyboard("second");
    String declined = "/api/accounts/pending/" + pending(connect(ada));
    var landing = new AtomicReference<String>();
    GOOGLE.beforeRevokeAnswer = () -> landing.set(connect(elsewhere));
    assertThat(ada.send("DELETE", declined, "").statusCode()).isEqualTo(204);
    assertThat(confirm(elsewhere, landing.get()).statusCode()).isEqualTo(404);
    GOOGLE.beforeRevokeAnswer = () -> {};
    assertThat(confirm(elsewhere, connect(elsewhere)).statusCode()).isEqualTo(204);
  }

  @Test
  void anAccountThatSignedInByItselfMeanwhileStaysAsItIsAndKeepsItsGrant() {
    signIn(ada);
    atTheKeyboard("second");
    String landing = connect(ada);
    signIn(new Browser(HOME));
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(409);
    confirmation.clear();
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
    assertThat(GOOGLE.revoked).isEmpty();
  }

  @Test
  void reconnectingTheSameAccountAsksNothingAndKeepsItsCalendars() {
    signIn(ada);
    String account = accountOf(ada);
    await().untilAsserted(() -> assertThat(calendars(account)).hasSize(2));
    List<String> before = calendars(account);
    revoked(account);
    assertThat(connect(ada, wish(account))).isEqualTo("/accounts");
    assertThat(GOOGLE.authorizations.getLast())
        .containsEntry("prompt", "consent")
        .containsEntry("login_hint", GOOGLE.sub);
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("CONNECTED");
    assertThat(calendars(account)).isEqualTo(before);
  }

  @Test
  void whoeverReconnectsWithAnotherGoogleAccountIsAskedAndInheritsNothing() {
    signIn(ada);
    String account = accountOf(ada);
    await().untilAsserted(() -> assertThat(calendars(account)).hasSize(2));
    List<String> before = calendars(account);
    String email = GOOGLE.sub + "@example.com";
    revoked(account);
    atTheKeyboard("other");
    String landing = connect(ada, wish(account));
    assertThat(json(ada.get("/api/accounts")).at("/pending/0/insteadOf").asString())
        .isEqualTo(email);
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(204);
    await().untilAsserted(() -> assertThat(calendars(pending(landing))).hasSize(2));
    assertThat(calendars(pending(landing))).doesNotContainAnyElementsOf(before);
    assertThat(calendars(account)).isEqualTo(before);
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/state").asString())
        .isEqualTo("NEEDS_REAUTHORIZATION");
  }

  @Test
  void nobodyReconnectsAnAccountThatIsNotTheirs() {
    signIn(ada);
    String adas = accountOf(ada);
    var grace = new Browser(HOME);
    atTheKeyboard("grace");
    signIn(grace);
    assertThat(grace.send("POST", "/api/accounts", wish(adas)).statusCode()).isEqualTo(404);
  }

  private static String wish(String account) {
    return "{\"accountId\":\"%s\"}".formatted(account);
  }

  private void revoked(String account) {
    jdbc.sql(
            """
            update channel.account set state = 'NEEDS_REAUTHORIZATION', reason = 'invalid_grant'
             where account_id = cast(? as uuid)
            """)
        .param(account)
        .update();
  }

  private List<String> calendars(String account) {
    return json(ada.get("/api/accounts/" + account + "/calendars"))
        .path("calendars")
        .findValuesAsString("id");
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }
}
