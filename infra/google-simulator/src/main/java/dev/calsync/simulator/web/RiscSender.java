package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.google.User;
import dev.calsync.simulator.time.MovableClock;
import dev.calsync.simulator.time.Stamps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells a receiver what happened to an account (infra/docs/google-calendar.md §5.9, §7.21). */
@Component
class RiscSender {
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String OAUTH = "https://schemas.openid.net/secevent/oauth/event-type/";
  static final String TOKENS_REVOKED = "tokens-revoked";
  private static final List<String> OAUTH_TYPES = List.of(TOKENS_REVOKED, "token-revoked");
  private static final List<String> RISC_TYPES =
      List.of(
          "sessions-revoked",
          "account-disabled",
          "account-enabled",
          "account-credential-change-required",
          "account-purged",
          "verification");
  private static final int REMEMBERED = 1_000;
  private static final int MOST_COPIES = 50;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Signing signing;
  private final MovableClock clock;
  private final RandomGenerator random;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private @Nullable Stream stream;

  RiscSender(Signing signing, MovableClock clock, Chance chance) {
    this.signing = signing;
    this.clock = clock;
    this.random = chance.of("risc");
  }

  /** Where events go, and for which OAuth client they are meant. */
  record Stream(@Required URI url, @Required String audience) {}

  /** One event that was sent once; status 0 where there was no answer. */
  record Delivery(String jti, String type, String sub, int status) {}

  synchronized void stream(Stream wanted) {
    stream = wanted;
  }

  synchronized void clear() {
    stream = null;
    deliveries.clear();
  }

  synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Sends one event as often as is wanted, always under the same {@code jti}. */
  List<Delivery> send(String issuer, String type, User about, @Nullable String reason, int copies) {
    Stream to = current();
    if (to == null) {
      return List.of();
    }
    // By the clock too: who remembers what came before a new beginning has not seen this one.
    String jti = new UUID(Stamps.of(clock.instant()), random.nextLong()).toString();
    Map<String, Object> event = new LinkedHashMap<>();
    if (type.equals("verification")) {
      event.put("state", reason == null ? jti : reason);
    } else {
      event.put("subject", Map.of("subject_type", "iss-sub", "iss", issuer, "sub", about.sub()));
      if (reason != null) {
        event.put("reason", reason);
      }
    }
    String token = signing.securityEvent(issuer, to.audience(), jti, Map.of(name(type), event));
    List<Delivery> sent = new ArrayList<>();
    for (int copy = 0; copy < Math.min(copies, MOST_COPIES); copy++) {
      Delivery delivery = new Delivery(jti, type, about.sub(), post(to.url(), token));
      remember(delivery);
      sent.add(delivery);
    }
    return sent;
  }

  private synchronized @Nullable Stream current() {
    return stream;
  }

  private synchronized void remember(Delivery delivery) {
    deliveries.addLast(delivery);
    if (deliveries.size() > REMEMBERED) {
      deliveries.removeFirst();
    }
  }

  private static String name(String type) {
    if (OAUTH_TYPES.contains(type)) {
      return OAUTH + type;
    }
    if (RISC_TYPES.contains(type)) {
      return RISC + type;
    }
    throw GoogleError.invalid(
        "type: " + type + " (expected: one of " + RISC_TYPES + OAUTH_TYPES + ")");
  }

  private int post(URI url, String token) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/secevent+jwt")
              .header("Accept", "application/json")
              .POST(BodyPublishers.ofString(token))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
