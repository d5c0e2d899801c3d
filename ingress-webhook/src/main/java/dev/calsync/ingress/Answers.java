package dev.calsync.ingress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Counts and writes the answers to calls of the webhook. */
@Component
class Answers {
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  Answers(MeterRegistry metrics) {
    for (Outcome outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("calsync.notifications.received")
              .description("Calls of the webhook by what became of them")
              .tag("outcome", outcome.label())
              .register(metrics));
    }
  }

  void write(HttpServletResponse response, Answer answer) throws IOException {
    Outcome outcome = answer.outcome();
    Counter counter = counters.get(outcome);
    if (counter != null) {
      counter.increment();
    }
    response.setStatus(outcome.status().value());
    switch (outcome) {
      case ACCEPTED -> {
        return;
      }
      case UNAVAILABLE, OVERLOADED, FLOOD ->
          response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
      case FORGED, EXPIRED ->
          response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "X-Goog-Channel-Token");
      case WRONG_METHOD -> response.setHeader(HttpHeaders.ALLOW, "POST");
      case MALFORMED, TOO_LARGE -> {}
    }
    byte[] problem = Problem.of(outcome.status(), answer.detail()).json();
    response.setContentType(Problem.CONTENT_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setContentLength(problem.length);
    response.getOutputStream().write(problem);
  }
}
