package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static dev.calsync.channel.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.testsupport.Silence;
import dev.calsync.testsupport.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** The service where Google cannot be reached, and where it is set up wrongly. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    useMainMethod = UseMainMethod.ALWAYS,
    properties = {
      "management.server.port=0",
      "calsync.google.client-id=calsync-local",
      "calsync.google.client-secret=calsync-local-secret",
      "calsync.google.issuer-url=http://127.0.0.1:1",
      "calsync.google.api-url=http://127.0.0.1:1",
      "calsync.vault.keyset-file=target/start-up/keyset.json",
      "calsync.topics.partitions=4"
    })
@Import(TestInfrastructure.class)
@DirtiesContext // else it would go on working on the rows of other tests
class StartUpIntegrationTests {
  @Autowired JdbcClient jdbc;
  @Autowired DataSource database;

  @Value("${local.server.port}")
  int port;

  @Value("${local.management.port}")
  int managementPort;

  @Test
  void itStartsWithoutGoogleAndSaysSoToWhoSignsIn() {
    HttpResponse<String> answer = browser().get("/oauth2/authorization/google");
    assertThat(location(answer)).isEqualTo("http://localhost:8080/?signin=google_unavailable");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/accounts, 401",
    "GET, /api/accounts/018f0000-0000-7000-8000-000000000000/calendars, 401",
    "POST, /api/accounts, 403",
    "DELETE, /api/accounts/018f0000-0000-7000-8000-000000000000, 403",
    "POST, /logout, 403",
    "POST, /internal/accounts/018f0000-0000-7000-8000-000000000000/access-token, 401",
    "GET, /anything/else, 401"
  })
  void whoeverIsNotSignedInIsToldSoAsAProblem(String method, String path, int status) {
    HttpResponse<String> answer = browser().send(method, path, "");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).path("status").asInt()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login/oauth2/code/google?code=stolen&state=foreign",
        "/login/oauth2/code/google?error=access_denied",
        "/login/oauth2/code/google"
      })
  void aCallbackThatNobodyAskedForSignsNobodyIn(String callback) {
    Browser browser = browser();
    assertThat(location(browser.get(callback))).startsWith("http://localhost:8080/?signin=");
    assertThat(browser.get("/api/accounts").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
  void itIsHealthyOnItsManagementPort(String path) {
    var management = new Browser(URI.create("http://localhost:" + managementPort));
    assertThat(json(management.get(path)).path("status").asString()).isEqualTo("UP");
  }

  @Test
  void itsMetricsAreOnTheManagementPortAndNothingElseIs() {
    var management = new Browser(URI.create("http://localhost:" + managementPort));
    assertThat(management.get("/actuator/prometheus").body()).contains("calsync_watch_channels");
    assertThat(management.get("/actuator/channels").body())
        .contains("soonestExpiry", "missRatio", "refreshesOfThisProcess");
    assertThat(management.get("/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void neitherTheServiceNorItsDatabaseWaitsForEverForTheOther() {
    assertThat(Silence.of(database)).matches(Silence::isShort);
  }

  @Test
  void theSessionTablesAreSpringSessionsOwn() throws IOException {
    String theirs =
        new ClassPathResource("org/springframework/session/jdbc/schema-postgresql.sql")
            .getContentAsString(StandardCharsets.UTF_8);
    String ours =
        new ClassPathResource("db/changelog/channel-manager.sql")
            .getContentAsString(StandardCharsets.UTF_8);
    assertThat(plain(ours.replace("session.spring_session", "spring_session")))
        .contains(plain(theirs));
  }

  private static String plain(String sql) {
    return sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  @Test
  void readersMayUseSessionsButNotCredentials() {
    assertThat(mayReader("session.spring_session", "insert")).isTrue();
    assertThat(mayReader("session.spring_session_attributes", "delete")).isTrue();
    assertThat(mayReader("channel.calendar", "select")).isTrue();
    assertThat(mayReader("channel.calendar", "update")).isFalse();
    assertThat(mayReader("channel.credential", "select")).isFalse();
  }

  private boolean mayReader(String table, String what) {
    return jdbc.sql("select has_table_privilege('calsync_reader', :table, :what)")
        .param("table", table)
        .param("what", what)
        .query(Boolean.class)
        .single();
  }

  @ParameterizedTest
  @CsvSource({
    "calsync.google.client-id, ''",
    "calsync.public-url, http://calsync.example.com",
    "calsync.channel-token.keys, k1:c2hvcnQ=",
    "calsync.accounts.keep-without-grant, 12h",
    "calsync.watch.tll, 7d"
  })
  void aWrongSettingStopsTheStartAndIsNamed(String setting, String value) {
    var database = TestInfrastructure.database();
    var settings = new HashMap<String, String>();
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.user());
    settings.put("spring.datasource.password", database.password());
    settings.put("calsync.google.client-id", "id");
    settings.put("calsync.google.client-secret", "secret");
    settings.put("calsync.vault.keyset-file", "target/start-up/keyset.json");
    settings.put(setting, value);
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    assertThatThrownBy(() -> ChannelApplication.application().run(arguments).close())
        .hasStackTraceContaining(setting);
  }

  private Browser browser() {
    return new Browser(URI.create("http://localhost:" + port));
  }
}
