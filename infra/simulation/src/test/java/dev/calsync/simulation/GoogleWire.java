package dev.calsync.simulation;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Google as one process reaches it: the real client, over a wire on which anything happens. */
final class GoogleWire extends HttpTransport {
  private static final Duration QUICK = Duration.ofMillis(20);
  private static final Duration SLOW = Duration.ofMillis(900);

  private final Surroundings around;
  private final GoogleFront google;
  private final Plant plant;
  private final Map<String, Object> versions = new HashMap<>();

  GoogleWire(Surroundings around, GoogleFront google, Plant plant) {
    this.around = around;
    this.google = google;
    this.plant = plant;
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new MockLowLevelHttpRequest(url) {
      @Override
      public LowLevelHttpResponse execute() throws IOException {
        return exchange(
            new GoogleCall(
                method,
                URI.create(url).getRawPath(),
                parameters(URI.create(url).getRawQuery()),
                getFirstHeaderValue("Authorization"),
                getFirstHeaderValue("If-Match"),
                body(this)));
      }
    };
  }

  private LowLevelHttpResponse exchange(GoogleCall call) throws IOException {
    boolean alone = google.rules().begun(call, around);
    try {
      return answered(call);
    } finally {
      if (alone) {
        google.rules().ended(call);
      }
    }
  }

  private LowLevelHttpResponse answered(GoogleCall call) throws IOException {
    Swarm.Google faults = around.swarm().google();
    around.pause(QUICK, SLOW);
    around.mayFail(faults.lost(), "the request was lost");
    if (plant.is(Bug.STOPS_BEFORE_OPENING)
        && call.operation().equals("events.watch")
        && google.stopChannels(call)) {
      plant.shows(Bug.STOPS_BEFORE_OPENING);
    }
    GoogleReply reply = google.answer(call, around, faults);
    switch (call.operation()) {
      case "events.list" -> around.comesTo(Moment.ANSWERED);
      case "events.watch" -> around.comesTo(Moment.OPENED);
      default -> {}
    }
    around.pause(QUICK, SLOW);
    around.mayFail(faults.unanswered(), "the answer was lost");
    google.heard(reply, around);
    return asUnderstood(call, reply).toResponse();
  }

  /** What a program with the bug would make of the answer. */
  private GoogleReply asUnderstood(GoogleCall call, GoogleReply reply) {
    GoogleReply understood = reply;
    if (plant.is(Bug.IGNORES_RETRY_AFTER)) {
      understood = new GoogleReply(reply.status(), reply.body(), null);
    } else if (plant.is(Bug.KEEPS_TOKEN_OF_FIRST_PAGE)) {
      understood = withTheLastToken(call, reply);
    } else if (plant.is(Bug.COMPARES_BY_UPDATED)) {
      understood = withOneEtagForEach(reply);
    }
    return understood.equals(reply) ? reply : plant.showing(understood);
  }

  private GoogleReply withTheLastToken(GoogleCall call, GoogleReply first) {
    GoogleReply last = first;
    while (last.body().get("nextPageToken") != null) {
      last = google.nextPage(call, last.body().get("nextPageToken").toString());
    }
    return last.equals(first)
        ? first
        : first.with("nextPageToken", null).with("nextSyncToken", last.body().get("nextSyncToken"));
  }

  private GoogleReply withOneEtagForEach(GoogleReply reply) {
    if (!(reply.body().get("items") instanceof List<?> items)) {
      return reply;
    }
    List<Object> seen = new ArrayList<>();
    for (Object item : items) {
      Map<String, Object> event = new LinkedHashMap<>();
      ((Map<?, ?>) item).forEach((name, value) -> event.put(name.toString(), value));
      if (event.get("updated") != null) {
        String version = event.get("id") + " " + event.get("updated");
        event.put("etag", versions.computeIfAbsent(version, _ -> event.get("etag")));
      }
      seen.add(event);
    }
    return reply.with("items", seen);
  }

  private static Map<String, List<String>> parameters(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        parameters
            .computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static byte[] body(MockLowLevelHttpRequest request) throws IOException {
    if (request.getStreamingContent() == null) {
      return new byte[0];
    }
    var bytes = new ByteArrayOutputStream();
    request.getStreamingContent().writeTo(bytes);
    return "gzip".equals(request.getContentEncoding())
        ? new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())).readAllBytes()
        : bytes.toByteArray();
  }

  static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
