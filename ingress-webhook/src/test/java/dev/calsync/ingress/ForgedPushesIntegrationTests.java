package dev.calsync.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.ChannelId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Whoever guesses gets the same answer to every guess, and no guess reaches Kafka. */
class ForgedPushesIntegrationTests extends IngressInstallation {
  private static final int FORGED = Integer.getInteger("guarantees.forged", 1_000);
  private static final int SOURCES = 1 << 16;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void everyGuessIsAnsweredTheSameAndNoneReachesKafka() throws Exception {
    long before = kafka.size();
    Map<String, Integer> answers = new HashMap<>();

    for (int guess = 0; guess < FORGED; guess++) {
      HttpResponse<String> answer = send(guess);
      answers.merge(answer.statusCode() + " " + answer.body(), 1, Integer::sum);
    }

    assertThat(answers).hasSize(1).containsValue(FORGED);
    assertThat(answers.keySet()).first().asString().startsWith("401 ");
    assertThat(kafka.size()).isEqualTo(before);
    assertThat(GooglePush.genuine().send(port).status()).isEqualTo(204);
    assertThat(kafka.size()).isEqualTo(before + 1);
  }

  /** From a source of its own each, so that it is not the limit of a source that refuses it. */
  private HttpResponse<String> send(int guess) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + WebhookServlet.PATH))
            .POST(BodyPublishers.noBody())
            .header("X-Forwarded-For", "2001:db8:0:%x::1".formatted(guess % SOURCES))
            .header("X-Goog-Channel-ID", UUID.randomUUID().toString())
            .header("X-Goog-Channel-Token", token(guess))
            .header("X-Goog-Resource-ID", "ret08u3rv24htgh289g")
            .header("X-Goog-Resource-URI", "https://www.googleapis.com/calendar/v3/some/events")
            .header("X-Goog-Resource-State", "exists")
            .header("X-Goog-Message-Number", Integer.toString(guess + 2))
            .build(),
        BodyHandlers.ofString());
  }

  /** Of another channel, with a letter changed, signed by somebody else, or made up. */
  private static String token(int guess) {
    String genuine =
        GooglePush.token(GooglePush.FIRST, new ChannelId(UUID.randomUUID()), Duration.ofDays(7));
    return switch (guess % 4) {
      case 0 -> genuine;
      case 1 -> changed(genuine);
      case 2 ->
          GooglePush.token(
              GooglePush.key("2026b", 'x'), new ChannelId(UUID.randomUUID()), Duration.ofDays(7));
      default -> UUID.randomUUID().toString();
    };
  }

  private static String changed(String token) {
    int at = ThreadLocalRandom.current().nextInt(token.length());
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }
}
