package dev.calsync.notifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the notifier as a page does. */
public final class Api {
  /**
   * A node that ends within this JVM may have taken a connection that it neither reads nor closes.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CSRF = "6f1d6c38-4d0f-4f0c-9a4e-0d8a8d3b9d11";

  private final int port;

  public Api(int port) {
    this.port = port;
  }

  /** An answer. */
  public record Answer(HttpResponse<String> response) {
    /** Its status. */
    public int status() {
      return response.statusCode();
    }

    /** Its body, read. */
    public JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    /** One of its headers, empty if absent. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Reads. */
  public Answer get(World.@Nullable Person person, String path, String... headers) {
    return send(request(person, path, headers).GET());
  }

  /** Writes, with the token that a page would send. */
  public Answer write(
      String method, World.@Nullable Person person, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", CSRF)
            .header(
                "Cookie", "XSRF-TOKEN=" + CSRF + (person == null ? "" : "; " + person.cookie()));
    return send(with(request, headers).method(method, BodyPublishers.ofString(body)));
  }

  /** Writes without that token. */
  public Answer forge(String method, World.Person person, String path, String body) {
    return send(
        request(person, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(
      World.@Nullable Person person, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (person != null) {
      request.header("Cookie", person.cookie());
    }
    return with(request, headers);
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
