package dev.calsync.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A program's way to talk HTTP, with a cookie jar of its own. */
final class Http {
  static final ObjectMapper JSON = JsonMapper.shared();

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  HttpClient client() {
    return client;
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  HttpResponse<String> post(String url, Map<String, String> headers, String body) {
    var request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request);
  }

  /** What an address answers, which must be fine. */
  JsonNode json(String url) {
    return json(get(url));
  }

  /** What an address answers to this object, which must be fine. */
  JsonNode json(String url, Object body) {
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    return json(post(url, headers, JSON.writeValueAsString(body)));
  }

  void delete(String url) {
    json(HttpRequest.newBuilder(URI.create(url)).DELETE());
  }

  /** What is answered to this request, which must be fine. */
  JsonNode json(HttpRequest.Builder request) {
    return json(send(request));
  }

  private static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          response.uri() + ": " + response.statusCode() + " " + response.body());
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
