package dev.calsync.channel.vault;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** The vault's key is exchanged step by step, as an operator does it. */
class VaultRotationIntegrationTests extends Installation {
  private final Browser ada = new Browser(HOME);
  private final Browser worker = new Browser(HOME);

  @Autowired DataSource database;

  @Value("${local.management.port}")
  int managementPort;

  private String account = "";

  @BeforeEach
  void aKeyInUse() {
    signIn(ada);
    account = accountOf(ada);
    assertThat(vault().path("keys").valueStream().map(VaultRotationIntegrationTests::state))
        .containsExactly("PRIMARY");
  }

  @AfterEach
  void oneKeyIsLeft() {
    jdbc.sql("delete from channel.vault_reader where name like 'other%'").update();
    jdbc.sql("delete from channel.credential").update();
    step("promote");
    await().until(() -> step("disable").statusCode() == 200 || olds().isEmpty());
    step("destroy");
  }

  @Test
  void aRotationUnderLoadIsNoticedByNobody() throws InterruptedException {
    var statuses = new ConcurrentLinkedQueue<Integer>();
    var going = new AtomicBoolean(true);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i++) {
        boolean refreshes = i < 2;
        callers.execute(() -> {
          while (going.get()) {
            statuses.add(ask(refreshes));
          }
        });
      }
      try {
        rotate();
      } finally {
        going.set(false);
      }
    }
    assertThat(statuses).hasSizeGreaterThan(20).containsOnly(200);
    assertThat(vault().path("keys").valueStream().map(key -> state(key) + rows(key)))
        .containsExactly("DISABLED0", "PRIMARY1");
  }

  /** Some say that Google rejected their token, so that new ones are sealed all the while. */
  private int ask(boolean refreshes) {
    HttpResponse<String> answer = asWorker("{}");
    if (!refreshes || answer.statusCode() != 200) {
      return answer.statusCode();
    }
    long version = json(answer).path("version").asLong();
    return asWorker("{\"rejectedVersion\":%d}".formatted(version)).statusCode();
  }

  private HttpResponse<String> asWorker(String body) {
    return worker.send(
        HttpRequest.newBuilder(HOME.resolve("/internal/accounts/" + account + "/access-token"))
            .header("Authorization", "Bearer internal")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private void rotate() {
    assertThat(step("add").statusCode()).isEqualTo(200);
    await().until(() -> step("promote").statusCode() == 200);
    await().until(() -> step("reencrypt").statusCode() == 200);
    await().until(() -> step("disable").statusCode() == 200);
  }

  @Test
  void noKeyIsPromotedBeforeEveryProcessHasReadIt() {
    long old = vault().at("/keys/0/id").asLong();
    otherProcess("now()", old);
    step("add");
    assertThat(reason(step("promote"))).contains("other process");
    assertThat(vault().at("/processes").valueStream().map(one -> one.path("name").asString()))
        .contains("other process");
    long next = vault().at("/keys/1/id").asLong();
    jdbc.sql(
            "update channel.vault_reader set opens = opens || ',' || :next where name like 'other%'")
        .param("next", String.valueOf(next))
        .update();
    assertThat(step("promote").statusCode()).isEqualTo(200);
    assertThat(reason(step("reencrypt"))).contains("other process");
    assertThat(reason(step("disable"))).contains("other process");
  }

  @Test
  void aProcessThatIsSilentForLongHoldsNothingBack() {
    otherProcess("now() - interval '10 minutes'", 1);
    step("add");
    HttpResponse<String> promoted = step("promote");
    assertThat(promoted.statusCode()).as(promoted.body()).isEqualTo(200);
  }

  @Test
  void aStepIsRefusedWhileAnotherIsBeingTaken() throws SQLException {
    try (var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(" + VaultRotation.LOCK + ")");
      assertThat(reason(step("add"))).contains("another step");
      other.rollback();
      assertThat(step("add").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"promote", "disable", "enable", "destroy"})
  void aStepBeforeItsTurnIsRefused(String step) {
    assertThat(reason(step(step))).isNotEmpty();
    assertThat(vault().path("keys")).hasSize(1);
  }

  @Test
  void aSecondKeyIsNotAddedBeforeTheFirstIsPromoted() {
    step("add");
    assertThat(reason(step("add"))).contains("promote");
  }

  @Test
  void aKeyThatARowNeedsIsNotDisabled() {
    step("add");
    await().until(() -> step("promote").statusCode() == 200);
    await().untilAsserted(() -> assertThat(reason(step("disable"))).contains("reencrypt"));
  }

  @Test
  void aRowThatWasTamperedWithStaysAndIsCounted() {
    GOOGLE.sub = "grace-" + UUID.randomUUID();
    signIn(new Browser(HOME));
    jdbc.sql(
            """
            update channel.credential set refresh_token =
              (select refresh_token from channel.credential where account_id <> cast(:to as uuid))
             where account_id = cast(:to as uuid)
            """)
        .param("to", account)
        .update();
    step("add");
    await().until(() -> step("promote").statusCode() == 200);
    await()
        .untilAsserted(() ->
            assertThat(json(step("reencrypt")).path("done").asString()).contains("1 rows cannot"));
    assertThat(reason(step("disable"))).contains("reencrypt");
  }

  @Test
  void anUnknownStepIsNoStep() {
    assertThat(step("explode").statusCode()).isEqualTo(400);
  }

  @Test
  void noKeyIsShown() {
    assertThat(management().get("/actuator/vault").body()).doesNotContain("value", "keyData");
  }

  private void otherProcess(String seen, long opens) {
    jdbc.sql(
            """
            insert into channel.vault_reader (reader_id, name, opens, seals, seen_at)
            values (:id, 'other process', :opens, :seals, %s)
            """
                .formatted(seen))
        .param("id", UUID.randomUUID())
        .param("opens", String.valueOf(opens))
        .param("seals", opens)
        .update();
  }

  private List<String> olds() {
    return vault()
        .path("keys")
        .valueStream()
        .map(VaultRotationIntegrationTests::state)
        .filter("OLD"::equals)
        .toList();
  }

  private static String state(JsonNode key) {
    return key.path("state").asString();
  }

  private static long rows(JsonNode key) {
    return key.path("rows").asLong();
  }

  private String reason(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(409);
    return json(answer).path("reason").asString();
  }

  private JsonNode vault() {
    return json(management().get("/actuator/vault"));
  }

  private HttpResponse<String> step(String step) {
    return management().send("POST", "/actuator/vault/" + step, "{}");
  }

  private Browser management() {
    return new Browser(URI.create("http://localhost:" + managementPort));
  }
}
