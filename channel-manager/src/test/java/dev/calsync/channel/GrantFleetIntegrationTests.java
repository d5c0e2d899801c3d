package dev.calsync.channel;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.Topics;
import dev.calsync.simulator.GoogleSimulator;
import dev.calsync.testsupport.TestInfrastructure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** Three processes and the simulated Google. The last test looks at what the others left behind. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GrantFleetIntegrationTests {
  private static final int SIZE = 3;

  /** Google's tokens, our secrets, and the same in hexadecimal, as a database shows bytes. */
  private static final Pattern SECRET =
      Pattern.compile(
          "ya29\\.|1//0|4/0[A-Za-z0-9_-]{20}|calsync-local-secret|canary-internal-secret|"
              + hex("ya29.")
              + "|"
              + hex("1//0"));

  private static GoogleSimulator google;
  private static Fleet fleet;
  private static JdbcClient jdbc;
  private static Browser ada;
  private static final Browser WORKER = new Browser(URI.create("http://localhost"));
  private static String account = "";
  private static final List<String> ERRORS = new ArrayList<>();

  @BeforeAll
  static void threeProcessesAndAPersonSignedIn() {
    google = GoogleSimulator.start();
    google.addUser("ada@example.com", "Ada Lovelace");
    fleet = new Fleet(SIZE, google.url());
    ada = new Browser(fleet.home(0));
    var database = TestInfrastructure.database();
    jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(fleet.databaseUrl(), database.user(), database.password()));
    signIn();
    account = json(ada.get(fleet.home(0) + "/api/accounts")).at("/accounts/0/id").asString();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count("select count(*) from channel.calendar") > 0);
  }

  private static void signIn() {
    var pages = new GooglePages(fleet.home(0), google.url().resolve("/"));
    assertThat(pages.signIn(ada, "ada@example.com")).isEqualTo(fleet.home(0) + "/");
  }

  @AfterAll
  static void stop() {
    fleet.close();
    google.close();
  }

  @Test
  @Order(1)
  void fiftyCallersOfThreeProcessesCostOneRefresh() throws Exception {
    for (int round = 0; round < 10; round++) {
      expire();
      long before = tokenCalls();
      List<HttpResponse<String>> answers = atOnce(50);
      assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
      assertThat(answers.stream().map(answer -> json(answer).path("accessToken")).distinct())
          .hasSize(1);
      assertThat(tokenCalls()).isEqualTo(before + 1);
    }
  }

  @Test
  @Order(2)
  void theVaultsKeyIsReplacedAcrossThreeProcessesAndNoCallerNotices() throws Exception {
    var statuses = new ConcurrentLinkedQueue<Integer>();
    var going = new AtomicBoolean(true);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2 * SIZE; i++) {
        int process = i;
        callers.execute(() -> {
          while (going.get()) {
            statuses.add(ask(process));
          }
        });
      }
      try {
        List<String> steps = List.of("add", "promote", "reencrypt", "disable", "destroy");
        for (int i = 0; i < steps.size(); i++) {
          take(steps.get(i), i);
        }
      } finally {
        going.set(false);
      }
    }
    assertThat(statuses).hasSizeGreaterThan(20).containsOnly(200);
    assertThat(json(WORKER.get(fleet.management(1) + "/actuator/vault")).path("keys")).hasSize(1);
    assertThat(json(WORKER.get(fleet.management(1) + "/actuator/vault")).path("processes"))
        .hasSize(SIZE);
  }

  /**
   * Half of them have their token replaced each time, so that new ones are sealed all the while.
   */
  private static int ask(int process) {
    HttpResponse<String> answer = fleet.accessToken(WORKER, process, account, "{}");
    if (process % 2 == 0 || answer.statusCode() != 200) {
      return answer.statusCode();
    }
    String rejected = "{\"rejectedVersion\":%d}".formatted(json(answer).path("version").asLong());
    return fleet.accessToken(WORKER, process, account, rejected).statusCode();
  }

  private static void take(String step, int process) {
    await(step)
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          URI address = fleet.management(process).resolve("/actuator/vault/" + step);
          HttpResponse<String> answer = WORKER.send("POST", address.toString(), "{}");
          if (answer.statusCode() != 200) {
            ERRORS.add(answer.body());
          }
          return answer.statusCode() == 200;
        });
  }

  @Test
  @Order(3)
  void aRevokedGrantCostsOneCallThenThereIsSilenceAndNothingIsLost() throws Exception {
    long calendars = count("select count(*) from channel.calendar where listed");
    google.control("/users/ada@example.com/revoke", Map.of());
    expire();
    long before = tokenCalls();
    for (int round = 0; round < 2; round++) {
      for (HttpResponse<String> answer : atOnce(50)) {
        assertThat(answer.statusCode()).isEqualTo(409);
        ERRORS.add(answer.body());
      }
    }
    assertThat(tokenCalls()).isEqualTo(before + 1);
    assertThat(count("select count(*) from channel.calendar where listed")).isEqualTo(calendars);
    signIn();
    assertThat(fleet.accessToken(WORKER, 2, account, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(4)
  void noSecretIsInTheDatabaseALogATopicAMetricOrAnError() {
    assertThat(fleet.accessToken(WORKER, 0, account, "{}").body()).containsPattern(SECRET);
    ERRORS.add(WORKER.get(fleet.home(0) + "/internal/accounts/" + account).body());
    assertThat(LeftBehind.inTheDatabase(jdbc))
        .contains("ada@example.com")
        .doesNotContainPattern(SECRET);
    assertThat(fleet.logged()).contains("needs reauthorization").doesNotContainPattern(SECRET);
    assertThat(LeftBehind.inTopics(Topics.LIFECYCLE, Topics.NOTIFICATIONS))
        .contains(account)
        .doesNotContainPattern(SECRET);
    for (int i = 0; i < SIZE; i++) {
      assertThat(WORKER.get(fleet.management(i) + "/actuator/prometheus").body())
          .contains("calsync_token_refreshes")
          .doesNotContainPattern(SECRET);
      ERRORS.add(WORKER.get(fleet.management(i) + "/actuator/vault").body());
    }
    assertThat(String.join("\n", ERRORS)).contains("urn:calsync").doesNotContainPattern(SECRET);
  }

  private static List<HttpResponse<String>> atOnce(int callers) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int process = i;
        calls.add(() -> fleet.accessToken(WORKER, process, account, "{}"));
      }
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static void expire() {
    jdbc.sql("update channel.credential set access_expires_at = now() + interval '1 minute'")
        .update();
  }

  private static long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private static long tokenCalls() {
    return JsonMapper.shared()
        .readTree(google.control("/state"))
        .at("/calls/operations/oauth.token")
        .asLong();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
