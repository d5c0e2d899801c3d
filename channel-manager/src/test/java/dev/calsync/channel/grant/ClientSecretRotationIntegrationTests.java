package dev.calsync.channel.grant;

import static dev.calsync.channel.Browser.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The client's secret at Google is replaced, while two are valid and when one is not any more. */
class ClientSecretRotationIntegrationTests extends Installation {
  private static final String OLD = "the-secret-before";
  private static final String NEW = "calsync-local-secret";

  @Test
  void whicheverSecretGoogleTakesPeopleSignIn() {
    for (String taken : List.of(OLD, NEW, OLD)) {
      GOOGLE.clientSecrets = List.of(taken);
      assertThat(signIn(new Browser(HOME))).isEqualTo("/");
    }
  }

  @Test
  void aReplacementUnderLoadIsNoticedByNobody() throws InterruptedException {
    var ada = new Browser(HOME);
    signIn(ada);
    String account = accountOf(ada);
    var statuses = new ConcurrentLinkedQueue<Integer>();
    var going = new AtomicBoolean(true);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        callers.execute(() -> {
          while (going.get()) {
            statuses.add(refreshed(account));
          }
        });
      }
      try {
        for (List<String> valid : List.of(List.of(OLD), List.of(OLD, NEW), List.of(NEW))) {
          GOOGLE.clientSecrets = valid;
          int before = GOOGLE.refreshes.get();
          await().until(() -> GOOGLE.refreshes.get() > before + 5);
        }
      } finally {
        going.set(false);
      }
    }
    assertThat(statuses).hasSizeGreaterThan(10).containsOnly(200);
  }

  private static int refreshed(String account) {
    HttpResponse<String> answer = accessToken(account, "{}");
    return answer.statusCode() == 200
        ? accessToken(
                account,
                "{\"rejectedVersion\":%d}".formatted(json(answer).path("version").asLong()))
            .statusCode()
        : answer.statusCode();
  }

  @Test
  void aSecretThatGoogleDoesNotKnowParksNobody() {
    var ada = new Browser(HOME);
    signIn(ada);
    GOOGLE.clientSecrets = List.of("another");
    String account = accountOf(ada);
    assertThat(accessToken(account, "{\"rejectedVersion\":1}").statusCode()).isEqualTo(503);
    GOOGLE.clientSecrets = List.of(NEW);
    assertThat(accessToken(account, "{\"rejectedVersion\":1}").statusCode()).isEqualTo(200);
  }
}
