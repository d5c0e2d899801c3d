package dev.calsync.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Calls that must be answered, with any client of HTTP. */
final class Http {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Http() {}

  /** A call with this as JSON, or without a body. */
  static HttpResponse<String> json(HttpClient http, String method, URI uri, @Nullable Object body) {
    BodyPublisher json =
        body == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.writeValueAsString(body));
    return send(
        http,
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, json));
  }

  static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
