package dev.calsync.channel;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person's browser: keeps cookies, follows redirects only when told to. */
public final class Browser {
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI home;

  public Browser(URI home) {
    this.home = home;
  }

  public HttpResponse<String> get(String address) {
    return send("GET", address, "");
  }

  /** As the page does it: with the CSRF token that the cookie tells. */
  public HttpResponse<String> send(String method, String address, String json) {
    return send(asked(method, address, json).build());
  }

  /** The same by a page that was opened by somebody. */
  public HttpResponse<String> sendFor(String userId, String method, String address) {
    return send(asked(method, address, "").header("X-Calsync-User", userId).build());
  }

  private HttpRequest.Builder asked(String method, String address, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(home.resolve(address))
            .timeout(Duration.ofSeconds(20))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .header("Content-Type", "application/json");
    if (home.resolve(address).getAuthority().equals(home.getAuthority())) {
      String csrf = cookie("XSRF-TOKEN");
      if (!csrf.isEmpty()) {
        request.header("X-XSRF-TOKEN", csrf);
      }
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The value of a cookie, empty if there is none. */
  public String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** A cookie that somebody else put there. */
  public void plant(String name, String value) {
    var cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setDomain(home.getHost() + ".local"); // what Java makes of a host without a dot
    cookies.getCookieStore().add(home, cookie);
  }

  /** Where a redirect leads. */
  public static String location(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(
            () -> new AssertionError("no redirect but " + response.statusCode() + response.body()));
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
