package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.CALENDAR;
import static dev.calsync.ingress.GooglePush.CHANNEL;
import static dev.calsync.ingress.GooglePush.FIRST;
import static dev.calsync.ingress.GooglePush.SECOND;
import static dev.calsync.ingress.GooglePush.genuine;
import static dev.calsync.ingress.GooglePush.token;
import static dev.calsync.ingress.GooglePush.withToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.ingress.RawRequest.Response;
import dev.calsync.model.Notification;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Genuine pushes, which are in Kafka when they are answered. */
class WebhookIntegrationTests extends IngressInstallation {
  @Test
  void genuinePushIsInKafkaWhenItIsAnswered() throws IOException {
    Instant start = Instant.now().minusMillis(1);
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    Response response = genuine().with("traceparent", trace).send(port);

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    ConsumerRecord<String, String> last = last();
    assertThat(last.key()).isEqualTo(CALENDAR.toString());
    assertThat(last.headers()).hasSize(1);
    assertThat(header(last, "traceparent")).isEqualTo(trace);
    var notification = JsonMapper.shared().readValue(last.value(), Notification.class);
    assertThat(notification)
        .isEqualTo(
            new Notification(
                CALENDAR,
                CHANNEL,
                "exists",
                158_687,
                notification.receivedAt(),
                "ret08u3rv24htgh289g"));
    assertThat(notification.receivedAt()).isBetween(start, Instant.now());
    assertThat(last.value())
        .matches(
            "\\{\"calendarId\":\"%s\",\"channelId\":\"%s\",\"resourceState\":\"exists\",\"messageNumber\":158687,\"receivedAt\":\"[^\"]+Z\",\"resourceId\":\"ret08u3rv24htgh289g\"}"
                .formatted(CALENDAR, CHANNEL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "exists", "not_exists", "update"})
  @KnownBug(Complaint.PUSH_MISUNDERSTOOD)
  void everyStateOfAGenuinePushSaysLookAgain(String state) throws IOException {
    assertThat(genuine().replacing("X-Goog-Resource-State", state).send(port).status())
        .isEqualTo(204);
    assertThat(last().value()).contains("\"resourceState\":\"" + state + "\"");
  }

  @Test
  void bothKeysAreAlive() throws IOException {
    for (var key : List.of(FIRST, SECOND)) {
      assertThat(withToken(token(key, CHANNEL, Duration.ofDays(1))).send(port).status())
          .isEqualTo(204);
    }
  }

  @Test
  void whatIsOddButHarmlessDoesNotLoseAGenuinePush() throws IOException {
    var odd =
        List.of(
            genuine().replacing("Accept", "no/such, thing;q=x"),
            genuine().replacing("Content-Type", "????"),
            genuine().without("Content-Type").without("User-Agent").without("Accept"),
            genuine().without("X-Goog-Channel-Expiration"),
            genuine().replacing("Content-Length", "2").body("{}"),
            genuine()
                .without("Content-Length")
                .with("Transfer-Encoding", "chunked")
                .body("2\r\n{}\r\n0\r\n\r\n"),
            genuine().without("X-Goog-Channel-ID").with("x-goog-channel-id", CHANNEL.toString()),
            genuine().with("traceparent", "garbage"),
            genuine().with("X-Forwarded-For", "garbage, , ,"));
    for (RawRequest request : odd) {
      Response response = request.send(port);
      assertThat(response.status()).as(response.body()).isEqualTo(204);
      assertThat(header(last(), "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }
  }

  private static ConsumerRecord<String, String> last() {
    return kafka.all().stream().max(Comparator.comparingLong(ConsumerRecord::offset)).orElseThrow();
  }

  private static String header(ConsumerRecord<String, String> entry, String name) {
    return new String(entry.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }
}
