package dev.calsync.channel.account;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import dev.calsync.model.Lifecycle.AccountDisconnected;
import dev.calsync.model.Lifecycle.PersonForgotten;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Signing out everywhere, and leaving for good. */
class FarewellIntegrationTests extends Installation {
  @Autowired Sessions sessions;
  private final Browser ada = new Browser(HOME);

  @Test
  void signingOutEverywhereEndsEverySessionOfThePersonAndNoOther() {
    signIn(ada);
    var onThePhone = new Browser(HOME);
    signIn(onThePhone);
    var grace = new Browser(HOME);
    atTheKeyboard("grace");
    signIn(grace);
    assertThat(ada.send("DELETE", "/api/accounts/sessions", "").statusCode()).isEqualTo(204);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(onThePhone.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(grace.get("/api/accounts").statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionEndsWhenItIsTooOldHoweverActive() {
    signIn(ada);
    jdbc.sql(
            "update session.spring_session set creation_time = creation_time - 31 * 86400000::bigint")
        .update();
    sessions.endOld();
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
  }

  @Test
  void nothingIsLeftOfWhoeverLeaves() {
    signIn(ada);
    List<String> traces = new ArrayList<>(List.of(userOf(accountOf(ada)), accountOf(ada)));
    traces.add(GOOGLE.sub);
    atTheKeyboard("second");
    String second = connect(ada);
    confirm(ada, second);
    traces.add(pending(second));
    atTheKeyboard("third");
    traces.add(pending(connect(ada)));
    await().untilAsserted(() -> assertThat(activeChannels()).isEqualTo(6));
    traces.addAll(
        jdbc.sql("select calendar_id::text from channel.calendar")
            .query((row, _) -> row.getString(1))
            .list());
    assertThat(tracesOf(traces)).isNotEmpty();

    assertThat(ada.send("DELETE", "/api/accounts/me", "").statusCode()).isEqualTo(204);

    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
    await().untilAsserted(() -> assertThat(announced(PersonForgotten.class)).hasSize(1));
    await().untilAsserted(() -> assertThat(tracesOf(traces)).isEmpty());
    assertThat(announced(AccountDisconnected.class)).hasSize(2);
    assertThat(GOOGLE.stopped).hasSize(4);
    assertThat(GOOGLE.stoppedLists).hasSize(2);
    assertThat(GOOGLE.revoked).hasSize(3);
  }

  @Test
  void whoeverLeftIsSomebodyNewWhenTheyComeBack() {
    signIn(ada);
    String before = userOf(accountOf(ada));
    ada.send("DELETE", "/api/accounts/me", "");
    await().untilAsserted(() -> assertThat(announced(PersonForgotten.class)).hasSize(1));
    assertThat(signIn(ada)).isEqualTo("/");
    assertThat(userOf(accountOf(ada))).isNotEqualTo(before);
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
  }

  private String userOf(String account) {
    return jdbc.sql("select user_id::text from channel.account where account_id = cast(? as uuid)")
        .param(account)
        .query(String.class)
        .single();
  }

  private long activeChannels() {
    return jdbc.sql("select count(*) from channel.watch_channel where state = 'ACTIVE'")
        .query(Long.class)
        .single();
  }

  /** The tables of this service in which one of these texts stands, as text or as bytes. */
  private List<String> tracesOf(List<String> traces) {
    String pattern =
        String.join(
            "|", traces.stream().flatMap(trace -> List.of(trace, hex(trace)).stream()).toList());
    return jdbc
        .sql(
            """
            select table_schema || '.' || table_name from information_schema.tables
             where table_schema in ('channel', 'session') and table_type = 'BASE TABLE'
            """)
        .query((row, _) -> row.getString(1))
        .list()
        .stream()
        .filter(table ->
            jdbc.sql("select exists (select from " + table + " t where t::text ~ ?)")
                .param(pattern)
                .query(Boolean.class)
                .single())
        .toList();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
