package dev.calsync.doctor.google;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.google.Document.Endpoints;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Http;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Google's sign-in and API, asked as the services ask them, with no person and no grant. */
public final class Google {
  private static final String SIGN_IN_PATH = "/login/oauth2/code/google";
  private static final String SCOPE = " https://www.googleapis.com/auth/calendar.";
  private static final int MOST_REDIRECTS = 6;

  private final Http http;
  private final Settings settings;
  private @Nullable Answer discovery;

  /** Asks nothing yet. */
  public Google(Http http, Settings settings) {
    this.http = http;
    this.settings = settings;
  }

  /** Whether the discovery document is there, and about whom we take Google for. */
  public List<Finding> discovery() throws InterruptedException {
    Answer answer = discoveryAnswer();
    return DiscoveryVerdict.of(issuer(), answer, Document.read(answer));
  }

  /** Whether this machine's clock is Google's. */
  public List<Finding> clock() throws InterruptedException {
    return ClockVerdict.ofGoogle(discoveryAnswer());
  }

  /** Whether the Calendar API answers where we believe it to be. */
  public List<Finding> api() throws InterruptedException {
    String url = withoutSlash(settings.get(Setting.API_URL));
    return ApiVerdict.of(url, http.get(url + "/calendar/v3/users/me/calendarList"));
  }

  /** Whether Google knows our client and its secret; a code that nobody gave out tells. */
  public List<Finding> client() throws InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", "asked-by-the-doctor");
    form.put("redirect_uri", redirectUri());
    form.put("client_id", settings.get(Setting.CLIENT_ID));
    form.put("client_secret", settings.get(Setting.CLIENT_SECRET));
    Answer answer = http.post(endpoints().token(), form);
    return ClientVerdict.of(settings.get(Setting.CLIENT_ID), answer, Document.error(answer));
  }

  /** Whether Google would send people back to us. */
  public List<Finding> redirect() throws InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.get(Setting.CLIENT_ID));
    query.put("redirect_uri", redirectUri());
    query.put("scope", scopes());
    query.put("state", "asked-by-the-doctor");
    query.put("prompt", "select_account");
    String url = endpoints().authorization() + "?" + Http.encoded(query);
    Answer answer = http.get(url);
    for (int i = 0; i < MOST_REDIRECTS && leadsOn(answer); i++) {
      url = SignInPage.next(url, (Answered) answer);
      answer = http.get(url);
    }
    return RedirectVerdict.of(redirectUri(), SignInPage.of(url, answer));
  }

  private String scopes() {
    String events = settings.isOn(Setting.EDITS) ? "events" : "events.readonly";
    return "openid email profile" + SCOPE + events + SCOPE + "calendarlist.readonly";
  }

  private boolean leadsOn(Answer answer) {
    return answer instanceof Answered answered
        && answered.status() / 100 == 3
        && answered.header("location").isPresent()
        && !answered.header("location").orElse("").startsWith(redirectUri());
  }

  private Endpoints endpoints() throws InterruptedException {
    return Document.read(discoveryAnswer())
        .orElseThrow(() -> new IllegalStateException("asked after the discovery"))
        .endpoints();
  }

  private Answer discoveryAnswer() throws InterruptedException {
    Answer known = discovery;
    if (known == null) {
      known = http.get(issuer() + "/.well-known/openid-configuration");
      discovery = known;
    }
    return known;
  }

  private String issuer() {
    return withoutSlash(settings.get(Setting.ISSUER_URL));
  }

  private String redirectUri() {
    return withoutSlash(settings.get(Setting.PUBLIC_URL)) + SIGN_IN_PATH;
  }

  private static String withoutSlash(String url) {
    return url.replaceFirst("/+$", "");
  }
}
