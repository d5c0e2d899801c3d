package dev.calsync.ingress;

import dev.calsync.ingress.Push.Malformed;
import dev.calsync.ingress.Push.WellFormed;
import dev.calsync.model.CalendarId;
import dev.calsync.model.ChannelToken;
import dev.calsync.model.ChannelToken.Expired;
import dev.calsync.model.ChannelToken.Forged;
import dev.calsync.model.ChannelToken.Genuine;
import dev.calsync.model.CloudEventHeaders;
import dev.calsync.model.Notification;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Google's push, from the headers to the answer. A bare servlet: a genuine push must not be lost to
 * anything that a framework thinks of its Content-Type, its Accept or its method.
 */
@Component
class WebhookServlet extends HttpServlet {
  static final String PATH = "/api/calendar/webhook";

  /** Google sends no body; that a proxy adds a little is forgiven. */
  static final int MAX_BODY_BYTES = 1024;

  private final transient ChannelToken tokens;
  private final transient NotificationPublisher publisher;
  private final transient SourceLimiter limiter;
  private final transient Answers answers;
  private final transient Clock clock;

  WebhookServlet(
      ChannelToken tokens,
      NotificationPublisher publisher,
      SourceLimiter limiter,
      Answers answers,
      Clock clock) {
    this.tokens = tokens;
    this.publisher = publisher;
    this.limiter = limiter;
    this.answers = answers;
    this.clock = clock;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = judge(request);
    if (answer.outcome().isRefusal()
        && !limiter.tryAcquire(
            request.getRemoteAddr(), headers(request, SourceLimiter.FORWARDED_FOR))) {
      answer = new Answer(Outcome.FLOOD, "Too many calls without a valid channel token.");
    }
    answers.write(response, answer);
  }

  /** From what costs nothing to what costs most; Kafka hears of genuine pushes only. */
  private Answer judge(HttpServletRequest request) throws IOException {
    if (!request.getMethod().equals("POST")) {
      return new Answer(Outcome.WRONG_METHOD, "Only POST is taken here.");
    }
    if (request.getContentLengthLong() > MAX_BODY_BYTES) {
      return Answer.TOO_LARGE;
    }
    return switch (Push.read(field -> headers(request, field))) {
      case Malformed(var detail) -> new Answer(Outcome.MALFORMED, detail);
      case WellFormed push -> authenticate(request, push);
    };
  }

  private Answer authenticate(HttpServletRequest request, WellFormed push) throws IOException {
    Instant now = clock.instant();
    return switch (tokens.verify(push.channelId(), push.token(), now)) {
      case Forged _ -> new Answer(Outcome.FORGED, Answer.TOKEN_REFUSED);
      case Expired _ -> new Answer(Outcome.EXPIRED, Answer.TOKEN_REFUSED);
      case Genuine(var calendar) -> accept(request, push, calendar, now);
    };
  }

  private Answer accept(
      HttpServletRequest request, WellFormed push, CalendarId calendar, Instant now)
      throws IOException {
    if (hasLargeBodyOfUnknownLength(request)) {
      return Answer.TOO_LARGE;
    }
    var notification =
        new Notification(
            calendar,
            push.channelId(),
            push.resourceState(),
            push.messageNumber(),
            now.truncatedTo(ChronoUnit.MILLIS),
            push.resourceId());
    var trace = Traceparent.of(headers(request, CloudEventHeaders.TRACEPARENT));
    return new Answer(
        publisher.publish(notification, trace), "Cannot be taken now; try again later.");
  }

  /** Such a body is read, and only so far as to know: after the token, so that nobody else can. */
  private static boolean hasLargeBodyOfUnknownLength(HttpServletRequest request)
      throws IOException {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        && request.getInputStream().readNBytes(MAX_BODY_BYTES + 1).length > MAX_BODY_BYTES;
  }

  private static List<String> headers(HttpServletRequest request, String field) {
    return Collections.list(request.getHeaders(field));
  }
}
