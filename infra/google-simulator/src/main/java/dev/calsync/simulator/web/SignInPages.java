package dev.calsync.simulator.web;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import dev.calsync.simulator.google.User;
import dev.calsync.simulator.oauth.AuthorizationRequest;
import dev.calsync.simulator.oauth.OAuthError;
import dev.calsync.simulator.oauth.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The pages a person sees while signing in. */
@Component
class SignInPages {
  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s – simulated Google</title>
      <link rel="icon" href="data:,"><link rel="stylesheet" href="/simulator/simulator.css"></head>
      <body class="sign-in"><p class="banner">Simulated Google — not the real one</p>
      <main class="card">%s</main></body></html>
      """;

  private static final Map<String, String> SCOPES =
      Map.ofEntries(
          Map.entry("openid", "Know who you are"),
          Map.entry("userinfo.email", "See your email address"),
          Map.entry("userinfo.profile", "See your name"),
          Map.entry("calendar", "See, edit, share and delete all your calendars"),
          Map.entry("calendar.readonly", "See all your calendars and their events"),
          Map.entry("calendar.events", "See and edit events on all your calendars"),
          Map.entry("calendar.events.owned", "See and edit events on calendars you own"),
          Map.entry("calendar.events.readonly", "See events on all your calendars"),
          Map.entry("calendar.calendarlist", "See and change the list of your calendars"),
          Map.entry("calendar.calendarlist.readonly", "See the list of your calendars"));

  String chooser(List<User> users, Map<String, String> parameters) {
    String buttons =
        users.stream()
            .map(user ->
                """
                <form method="get" action="/o/oauth2/v2/auth">%s
                <button class="account" type="submit" data-email="%s">
                <span class="avatar">%s</span>
                <span><b>%s</b><small>%s</small></span></button></form>
                """
                    .formatted(
                        hidden(with(parameters, user)),
                        htmlEscape(user.email()),
                        htmlEscape(user.name().substring(0, 1)),
                        htmlEscape(user.name()),
                        htmlEscape(user.email())))
            .collect(Collectors.joining());
    return FRAME.formatted(
        "Choose an account",
        "<h1>Choose an account</h1><p>to continue to <b>%s</b></p>%s"
            .formatted(htmlEscape(parameters.getOrDefault("client_id", "")), buttons));
  }

  String consent(User user, AuthorizationRequest request, Map<String, String> parameters) {
    String scopes = request.scopes().stream().map(SignInPages::scope).collect(Collectors.joining());
    return FRAME.formatted(
        "Allow access",
        """
        <h1><b>%s</b> wants to access your Google Account</h1>
        <p class="who"><span class="avatar">%s</span> %s</p>
        <form method="post" action="/o/oauth2/v2/auth/consent">%s
        <ul class="scopes">%s</ul>
        <p class="actions"><button id="deny" name="decision" value="deny">Cancel</button>
        <button id="allow" class="primary" name="decision" value="allow">Allow</button></p></form>
        """
            .formatted(
                htmlEscape(request.clientId()),
                htmlEscape(user.name().substring(0, 1)),
                htmlEscape(user.email()),
                hidden(with(parameters, user)),
                scopes));
  }

  String refusal(OAuthError error) {
    return FRAME.formatted(
        "Access blocked",
        "<h1>Access blocked: this request is invalid</h1><p>Error %d: %s</p><p>%s</p>"
            .formatted(
                error.status(),
                htmlEscape(String.valueOf(error.body().get("error"))),
                htmlEscape(String.valueOf(error.getMessage()))));
  }

  private static String scope(String scope) {
    String name = scope.substring(scope.lastIndexOf('/') + 1);
    String words = htmlEscape(SCOPES.getOrDefault(name, scope));
    if (!Scope.isCalendar(scope)) {
      return "<li>%s</li>".formatted(words);
    }
    return """
    <li><label><input type="checkbox" name="granted" value="%s" checked> %s</label></li>
    """
        .formatted(htmlEscape(scope), words);
  }

  private static Map<String, String> with(Map<String, String> parameters, User user) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put(AuthorizationController.ACCOUNT, user.email());
    return all;
  }

  private static String hidden(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter ->
            "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(htmlEscape(parameter.getKey()), htmlEscape(parameter.getValue())))
        .collect(Collectors.joining());
  }
}
