package dev.calsync.channel.account;

import static dev.calsync.channel.Browser.json;
import static dev.calsync.channel.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.AccountDisconnected;
import dev.calsync.model.Lifecycle.CalendarRemoved;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several Google accounts of one user: connecting them, and taking them away. */
class AccountsIntegrationTests extends Installation {
  private static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
  private final Browser ada = new Browser(HOME);

  @Test
  @KnownBug(Complaint.ONE_WAY_OR_ONE_ACCOUNT)
  void aFurtherAccountJoinsTheUserWhoAskedForIt() {
    signIn(ada);
    atTheKeyboard("second-of");
    String landing = connect(ada);
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
    assertThat(confirm(ada, landing).statusCode()).isEqualTo(204);
    JsonNode accounts = json(ada.get("/api/accounts")).path("accounts");
    assertThat(accounts).hasSize(2);
    assertThat(
            jdbc.sql("select count(distinct user_id) from channel.account")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void whoeverReconnectsKeepsTheSessionOfTheirOtherTabsAndSomebodyElseGetsAnother() {
    signIn(ada);
    String adas = ada.cookie("CALSYNC_SESSION");
    assertThat(connect(ada)).isEqualTo("/accounts");
    assertThat(ada.cookie("CALSYNC_SESSION")).isEqualTo(adas);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(200);

    atTheKeyboard("somebody-else");
    assertThat(signIn(ada)).isEqualTo("/");
    assertThat(ada.cookie("CALSYNC_SESSION")).isNotEqualTo(adas);
  }

  @Test
  void anAccountThatBelongsToSomebodyElseIsNotTaken() {
    String adas = GOOGLE.sub;
    signIn(ada);
    var grace = new Browser(HOME);
    GOOGLE.sub = "grace-" + adas;
    signIn(grace);
    GOOGLE.sub = adas;
    assertThat(connect(grace)).isEqualTo("/accounts?signin=account_in_use");
    assertThat(json(grace.get("/api/accounts")).path("accounts")).hasSize(1);
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
  }

  /** A tab that was left open by one of them. */
  @Test
  void whatIsMeantForSomebodyElseIsNotDoneToWhoeverIsSignedIn() {
    signIn(ada);
    String me = jdbc.sql("select user_id::text from channel.account").query(String.class).single();
    String other = UUID.randomUUID().toString();
    assertThat(ada.sendFor(other, "GET", "/api/accounts").statusCode()).isEqualTo(401);
    assertThat(ada.sendFor(other, "DELETE", "/api/accounts/me").statusCode()).isEqualTo(401);
    assertThat(ada.sendFor(other, "POST", "/logout").statusCode()).isEqualTo(401);
    assertThat(accounts()).isEqualTo(1);
    assertThat(ada.sendFor(me, "GET", "/api/accounts").statusCode()).isEqualTo(200);
    assertThat(ada.sendFor(me, "POST", "/logout").statusCode()).isEqualTo(204);
  }

  @Test
  void whatOneUserBeganAnotherCannotFinish() {
    signIn(ada);
    String departure =
        json(ada.send("POST", "/api/accounts", "")).path("authorizationUrl").asString();
    String toGoogle = location(ada.get(departure));
    assertThat(ada.send("POST", "/logout", "").statusCode()).isEqualTo(204);
    atTheKeyboard("mallory");
    String back = location(ada.get(toGoogle));
    assertThat(location(ada.get(back))).contains("/?signin=");
    assertThat(accounts()).isEqualTo(1);
  }

  @Test
  void aTicketOfAnotherSessionConnectsNothing() {
    signIn(ada);
    var mallory = new Browser(HOME);
    String adasSub = GOOGLE.sub;
    GOOGLE.sub = "mallory-" + adasSub;
    signIn(mallory);
    String departure =
        json(mallory.send("POST", "/api/accounts", "")).path("authorizationUrl").asString();
    GOOGLE.sub = "third-" + adasSub;
    signIn(ada, departure);
    assertThat(json(mallory.get("/api/accounts")).path("accounts")).hasSize(1);
  }

  @Test
  void withoutACsrfTokenNothingIsChanged() {
    signIn(ada);
    var withoutToken =
        HttpRequest.newBuilder(HOME.resolve("/api/accounts")).POST(BodyPublishers.noBody()).build();
    assertThat(ada.send(withoutToken).statusCode()).isEqualTo(403);
  }

  @Test
  void partialConsentWorksWithWhatWasGrantedAndSaysWhatIsMissing() {
    GOOGLE.scopes =
        "openid email profile https://www.googleapis.com/auth/calendar.calendarlist.readonly";
    assertThat(signIn(ada)).isEqualTo("/");
    assertThat(json(ada.get("/api/accounts")).at("/accounts/0/scopesMissing/0").asString())
        .isEqualTo(EVENTS);
    JsonNode account = json(ada.get("/api/accounts")).at("/accounts/0");
    assertThat(account.at("/missing/0").asString()).contains("no event of this account is shown");
    await().untilAsserted(() -> assertThat(calendars(account)).hasSize(2));
  }

  @Test
  void whereTheListWasNotGrantedTheMainCalendarIsWatchedAndTheOthersOnceItIs() {
    GOOGLE.scopes = "openid email profile " + EVENTS;
    GOOGLE.listError = "403 insufficientPermissions";
    signIn(ada);
    JsonNode account = json(ada.get("/api/accounts")).at("/accounts/0");
    assertThat(account.at("/missing/0").asString()).contains("main calendar only");
    await()
        .untilAsserted(() ->
            assertThat(calendars(account))
                .singleElement()
                .satisfies(main ->
                    assertThat(main.path("summary").asString())
                        .isEqualTo(account.path("email").asString())));
    await().untilAsserted(() -> assertThat(activeChannels()).isOne());
    GOOGLE.listError = "";
    GOOGLE.scopes = "";
    connect(ada, "{\"accountId\":\"" + account.path("id").asString() + "\"}");
    await().untilAsserted(() -> assertThat(calendars(account)).hasSize(2));
  }

  private JsonNode calendars(JsonNode account) {
    String id = account.path("id").asString();
    return json(ada.get("/api/accounts/" + id + "/calendars")).path("calendars");
  }

  @Test
  void disconnectingStopsTheChannelsRevokesTheGrantAndForgets() {
    signIn(ada);
    await().untilAsserted(() -> assertThat(activeChannels()).isEqualTo(3));
    String account = accountOf(ada);
    assertThat(ada.send("DELETE", "/api/accounts/" + account, "").statusCode()).isEqualTo(204);
    await()
        .untilAsserted(() -> {
          assertThat(announced(AccountDisconnected.class)).hasSize(1);
          assertThat(announced(CalendarRemoved.class)).hasSizeGreaterThanOrEqualTo(2);
          assertThat(accounts()).isZero();
        });
    assertThat(GOOGLE.stopped).hasSize(2);
    assertThat(GOOGLE.stoppedLists).hasSize(1);
    assertThat(GOOGLE.revoked).hasSize(1).first().asString().startsWith("1//canary");
    assertThat(json(ada.get("/api/accounts")).path("accounts")).isEmpty();
    assertThat(accessToken(account, "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void anAccountOfSomebodyElseIsNotThere() {
    signIn(ada);
    String adas = accountOf(ada);
    var grace = new Browser(HOME);
    atTheKeyboard("grace");
    signIn(grace);
    for (String[] request :
        List.of(
            new String[] {"DELETE", "/api/accounts/" + adas, ""},
            new String[] {"GET", "/api/accounts/" + adas + "/calendars", ""},
            new String[] {
              "PUT",
              "/api/accounts/" + adas + "/calendars/" + adas + "/selection",
              "{\"selected\":false}"
            })) {
      assertThat(grace.send(request[0], request[1], request[2]).statusCode())
          .as(Arrays.toString(request))
          .isEqualTo(404);
    }
  }

  private long activeChannels() {
    return jdbc.sql("select count(*) from channel.watch_channel where state = 'ACTIVE'")
        .query(Long.class)
        .single();
  }

  private long accounts() {
    return jdbc.sql("select count(*) from channel.account").query(Long.class).single();
  }
}
