package dev.calsync.channel.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.api.services.calendar.model.Channel;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the calls of Google's Calendar API leave behind. */
class GoogleCalendarTests {
  private final MockLowLevelHttpRequest sent =
      new MockLowLevelHttpRequest()
          .setResponse(
              new MockLowLevelHttpResponse()
                  .setContentType("application/json")
                  .setContent("{\"resourceId\":\"r\",\"expiration\":\"1714380331000\"}"));
  private final MockHttpTransport transport =
      new MockHttpTransport.Builder().setLowLevelHttpRequest(sent).build();

  @Test
  @KnownBug(Complaint.TOKENS_IN_PLAIN_TEXT)
  void noTokenIsWrittenDownHoweverMuchIsLogged() throws Exception {
    Logger logger = Logger.getLogger(HttpTransport.class.getName());
    Level level = logger.getLevel();
    var lines = new Lines();
    logger.setLevel(Level.ALL);
    logger.addHandler(lines);
    try {
      var channel = new Channel().setToken("channel-canary");
      calendar().watch("ya29.canary", new Resource.EventsOf("primary"), channel);
      // Only now is the body written, which is when the client would log it.
      assertThat(sent.getContentAsString()).contains("channel-canary");
    } finally {
      logger.removeHandler(lines);
      logger.setLevel(level);
    }
    assertThat(lines.written).noneMatch(line -> line.contains("canary"));
  }

  private GoogleCalendar calendar() {
    var here = URI.create("http://localhost:8090");
    var settings =
        new GoogleSettings(
            "client", "secret", null, here, here, Duration.ofSeconds(1), Duration.ofSeconds(1));
    return new GoogleCalendar(transport, settings, JsonMapper.shared());
  }

  /** What was logged. */
  private static final class Lines extends Handler {
    private final List<String> written = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      written.add(String.valueOf(line.getMessage()));
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
