package dev.calsync.notifier.feed;

import dev.calsync.model.UserId;
import dev.calsync.notifier.web.BadParameter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.ee11.servlet.HttpOutput;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/stream}: the feed as server-sent events, from any number on. */
@RestController
class StreamController {
  private static final Duration MIN_RETRY = Duration.ofSeconds(2);
  private static final Duration MAX_RETRY = Duration.ofSeconds(8);
  private static final double AGE_SPREAD = 0.2;

  /** Else the system takes megabytes for a reader that does not read, before it says so. */
  private static final int SEND_BUFFER = 64 * 1024;

  private final Feeds feeds;
  private final StreamSettings settings;

  StreamController(Feeds feeds, StreamSettings settings) {
    this.feeds = feeds;
    this.settings = settings;
  }

  @GetMapping("/api/stream")
  void open(
      UserId me,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String header,
      @RequestParam(name = "lastEventId", required = false) @Nullable String parameter,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (request.getParameter("access_token") != null) {
      throw new BadParameter("access_token", "no token in an address: the session's cookie counts");
    }
    // A browser that resumes by itself repeats the address it began with: its header is newer.
    Long lastSeen =
        header != null && !header.isEmpty()
            ? number("Last-Event-ID", header)
            : number("lastEventId", parameter);
    EndPoint endPoint = endPoint(request);
    var connection = new Connection(endPoint::close, System::nanoTime);
    Subscriber subscriber = feeds.join(me, connection, terms(request, lastSeen));
    boolean started = false;
    try {
      start(me, subscriber, connection, request, response);
      started = true;
    } finally {
      if (!started) {
        feeds.leave(me, subscriber);
      }
    }
  }

  /** What the filters add to the answer is sent here; afterwards the bare connection is used. */
  private void start(
      UserId me,
      Subscriber subscriber,
      Connection connection,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    if (endPoint(request).getTransport() instanceof NetworkChannel channel) {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    connection.open(new BareOutput((HttpOutput) async.getResponse().getOutputStream()));
    Thread.ofVirtual()
        .name("stream-" + me)
        .start(() -> {
          try {
            subscriber.run();
          } finally {
            feeds.leave(me, subscriber);
            async.complete();
          }
        });
  }

  private Subscriber.Terms terms(HttpServletRequest request, @Nullable Long lastSeen) {
    HttpSession session = request.getSession(false);
    var random = ThreadLocalRandom.current();
    double age = 1 + random.nextDouble(-AGE_SPREAD, AGE_SPREAD);
    return new Subscriber.Terms(
        session == null ? "" : session.getId(),
        lastSeen,
        settings.replay(),
        random.nextLong(MIN_RETRY.toMillis(), MAX_RETRY.toMillis()),
        settings.heartbeat().toNanos(),
        (long) (settings.maxAge().toNanos() * age));
  }

  private static @Nullable Long number(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new BadParameter(name, "the number of a change, as the stream's ids are");
    }
    return Long.valueOf(text);
  }

  private static EndPoint endPoint(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }
}
