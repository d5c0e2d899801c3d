package dev.calsync.channel;

import static dev.calsync.channel.Browser.location;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** Clicks through the simulated Google's pages as they come. */
final class GooglePages {
  private final URI home;
  private final URI google;

  GooglePages(URI home, URI google) {
    this.home = home;
    this.google = google;
  }

  /** Goes on until it is back home; answers where that is. */
  String signIn(Browser browser, String email) {
    String next = location(browser.get("/oauth2/authorization/google"));
    for (int hop = 0; hop < 12; hop++) {
      if (next.equals(home + "/") || next.contains("signin=")) {
        return next;
      }
      HttpResponse<String> page = browser.get(next);
      while (page.statusCode() == 200) {
        page = submit(browser, page.body(), email);
      }
      next = location(page);
    }
    return next;
  }

  private HttpResponse<String> submit(Browser browser, String page, String email) {
    String form =
        Pattern.compile("<form.*?</form>", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .filter(one -> one.contains(email) || one.contains("id=\"allow\""))
            .findFirst()
            .orElseThrow(() -> new AssertionError(page));
    Stream<String> inputs =
        Pattern.compile("<input[^>]*name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .matcher(form)
            .results()
            .map(input ->
                encode(input.group(1)) + "=" + encode(HtmlUtils.htmlUnescape(input.group(2))));
    if (form.contains("method=\"get\"")) {
      String query = inputs.collect(Collectors.joining("&"));
      return browser.get(google.resolve("/o/oauth2/v2/auth?" + query).toString());
    }
    String body =
        Stream.concat(inputs, Stream.of("decision=allow")).collect(Collectors.joining("&"));
    return browser.send(
        HttpRequest.newBuilder(google.resolve("/o/oauth2/v2/auth/consent"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
