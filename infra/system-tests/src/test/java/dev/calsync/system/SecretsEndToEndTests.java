package dev.calsync.system;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.DerivedSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What all services leave behind is searched for tokens and keys, whichever tests ran before. */
@Alone("it makes Google fail")
class SecretsEndToEndTests {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL_TOKEN =
      "v1\\.[A-Za-z0-9_-]{1,16}\\.[0-9a-f-]{36}\\.[0-9]{1,12}\\.[A-Za-z0-9_-]{43}";

  /** Google's tokens, our secrets and the channels' tokens; Google's also as bytes are shown. */
  private static final Pattern SECRET =
      Pattern.compile(
          "ya29\\.|\\b1//0|\\b4/0[A-Za-z0-9_-]{20}|%s|%s|%s|%s|%s"
              .formatted(
                  hex("ya29."),
                  hex("1//0"),
                  RunningSystem.CLIENT_SECRET,
                  DerivedSecret.internal(RunningSystem.CLIENT_SECRET),
                  CHANNEL_TOKEN));

  /** What would be a line of ours, and a secret, if the log took it as it comes. */
  private static final String FORGED =
      "no\r\n2026-01-01T00:00:00Z ERROR forged\n{\"forged\":true}\u2028\u001b[2J of ya29.forged";

  private final RunningSystem system = RunningSystem.shared();
  private final SimulatedGoogle google = system.google();
  private final Http http = new Http();
  private final List<Program> services =
      List.of(system.ingress(), system.worker(), system.channelManager(), system.notifier());

  @Test
  void noTokenOrKeyIsInALogATopicATableAMetricOrAnErrorOfAnyService() throws Exception {
    Person mia = google.somebody("Mia");
    GoogleCalendar team = google.calendar("Team", mia);
    Session session = system.signIn(mia);
    String id = session.live(team);
    var push = new GenuinePush(system, id);
    assertThat(push.token()).containsPattern(SECRET);
    assertThat(mia.accessToken()).containsPattern(SECRET);
    assertThat(push.send().statusCode()).isEqualTo(204);
    troubleWithGoogle(mia, team, session, id);

    String errors = errors(push, id);
    assertThat(errors).contains("401", "404").doesNotContainPattern(SECRET);
    for (Program service : services) {
      assertThat(http.get(service.management() + "/prometheus").body())
          .as(service + "'s metrics")
          .contains("jvm_memory_used_bytes")
          .doesNotContain(mia.email(), id, id.replace("-", ""))
          .doesNotContainPattern(SECRET);
    }
    assertThat(LeftBehind.inTables(system.databaseUrl()))
        .contains(mia.email(), id)
        .doesNotContainPattern(SECRET);
    assertThat(LeftBehind.inTopics(system.bootstrapServers()))
        .contains(id)
        .doesNotContainPattern(SECRET);
    for (Program service : services) {
      assertThat(service.log())
          .as(service + "'s log")
          .contains("Started ")
          .doesNotContain("Met with ", mia.email())
          .doesNotContainPattern(SECRET);
      assertThat(lines(service)).as(service + "'s log").allMatch(JsonNode::isObject);
    }
    assertThat(system.channelManager().log()).contains("needs reauthorization");
    assertThat(lines(system.worker()))
        .extracting(line -> line.path("message").asString())
        .anyMatch(message -> message.contains("no\r\n2026-01-01T00:00:00Z ERROR forged\n"));
  }

  /** They use tokens that look like Google's, and keys of their own. */
  @Test
  void noTokenIsInWhatTheTestsOfAnyModulePrinted() throws Exception {
    List<Path> reports = Folders.reportsOfOtherModules();
    assertThat(reports).isNotEmpty();
    for (Path report : reports) {
      assertThat(Files.readString(report, StandardCharsets.ISO_8859_1))
          .as(report.toString())
          .doesNotContainPattern(SECRET);
    }
  }

  /** Tokens that are not taken, answers that fail, a grant that is taken back. */
  private void troubleWithGoogle(Person mia, GoogleCalendar team, Session session, String id) {
    for (int status : List.of(401, 403, 500)) {
      google.answers("events.list", 1, status, Map.of("calendarId", team.id(), "message", FORGED));
      long before = google.lists(List.of(team));
      mia.creates(team, "Met with " + status, Week.on(MONDAY, 9));
      await().atMost(PATIENCE).until(() -> google.lists(List.of(team)) > before);
    }
    google.behaves();
    await().atMost(PATIENCE).until(() -> session.mirror(id).equals(mia.list(team)));
    google.revokes(mia);
    mia.creates(team, "Met with no grant", Week.on(MONDAY, 10));
    await()
        .atMost(PATIENCE)
        .until(() ->
            session.calendars().findValuesAsString("state").contains("NEEDS_REAUTHORIZATION"));
  }

  /** What each service answers to whoever shows it secrets where it should not. */
  private String errors(GenuinePush push, String calendarId) {
    Map<String, String> token = Map.of("Authorization", "Bearer ya29.stolen");
    String account = calendarId;
    return List.of(
            push.forged().send(),
            http.get(system.url() + "/api/calendars?access_token=ya29.stolen"),
            http.get(system.url() + "/api/accounts?code=4/0AbCdEfGhIjKlMnOpQrStUv"),
            http.post(system.url() + "/api/accounts", token, "{\"token\":\"1//0stolen\"}"),
            http.get(system.url() + "/login/oauth2/code/google?code=4/0AbCdEfGhIjKlMnOpQrStUv"),
            http.post(
                system.environment().get("CALSYNC_CHANNEL_MANAGER_URL")
                    + "/internal/accounts/%s/access-token".formatted(account),
                token,
                "{}"),
            http.post(system.worker().management() + "/audit/none", token, "{}"),
            http.get(system.notifier().management() + "/env"))
        .stream()
        .map(answer -> answer.statusCode() + " " + answer.body())
        .collect(Collectors.joining("\n"));
  }

  private static List<JsonNode> lines(Program service) throws IOException {
    return service.log().lines().map(Http.JSON::readTree).toList();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
