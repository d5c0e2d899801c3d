package dev.calsync.doctor;

import static dev.calsync.doctor.BrokenSetUp.fails;
import static dev.calsync.doctor.BrokenSetUp.warns;

import dev.calsync.doctor.Stub.Reply;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Set-ups whose webhook leads elsewhere, whose services are down, whose accounts are in trouble.
 */
final class BrokenOperation {
  private static final String PATH = "/api/calendar/webhook";

  private BrokenOperation() {}

  static Stream<BrokenSetUp> all() {
    return Stream.of(webhook(), services(), accounts()).flatMap(Function.identity());
  }

  private static Stream<BrokenSetUp> webhook() {
    return Stream.of(
        fails(
            "a webhook where nobody listens",
            setUp -> setUp.set("CALSYNC_WEBHOOK_URL", "http://localhost:1" + PATH),
            "webhook",
            "webhook-unreachable",
            "correct CALSYNC_WEBHOOK_URL"),
        leadsTo(302, "webhook-redirects", "exempt " + PATH),
        leadsTo(401, "webhook-behind-login", "exempt POST " + PATH),
        leadsTo(404, "webhook-no-route", "route POST " + PATH),
        leadsTo(503, "ingress-down", "start ingress-webhook"),
        leadsTo(200, "webhook-not-ingress", "route POST " + PATH),
        fails(
            "a gateway that drops Google's headers",
            setUp ->
                setUp.leadTo(
                    "CALSYNC_WEBHOOK_URL",
                    Stub.answering(_ -> Installation.post(setUp.installation().webhookUrl())),
                    PATH),
            "webhook",
            "headers-dropped",
            "pass on every X-Goog-* header"),
        fails(
            "a certificate that nobody trusts",
            setUp -> setUp.leadTo("CALSYNC_WEBHOOK_URL", Stub.selfSigned(), PATH),
            "webhook",
            "webhook-tls",
            "openssl s_client -connect localhost:"),
        fails(
            "a robots.txt that keeps Google out",
            setUp ->
                setUp.leadTo(
                    "CALSYNC_WEBHOOK_URL",
                    Stub.answering(exchange ->
                        exchange.getRequestURI().getPath().equals("/robots.txt")
                            ? new Reply(200, Map.of(), "User-agent: *\nDisallow: /api/\n")
                            : new Reply(
                                401, Map.of("WWW-Authenticate", "X-Goog-Channel-Token"), "")),
                    PATH),
            "webhook",
            "robots-forbid",
            "route /robots.txt to ingress-webhook"));
  }

  private static BrokenSetUp leadsTo(int status, String code, String fix) {
    Map<String, String> headers = Map.of("Location", "https://login.example.com/?next=webhook");
    return fails(
        "a webhook that answers " + status,
        setUp ->
            setUp.leadTo(
                "CALSYNC_WEBHOOK_URL", Stub.answering(status, headers, "<html>Welcome"), PATH),
        "webhook",
        code,
        fix);
  }

  private static Stream<BrokenSetUp> services() {
    return Stream.of(
        fails(
            "a service that is down",
            setUp -> setUp.ask("--management=http://localhost:1"),
            "services",
            "service-down",
            "start the service"),
        fails(
            "a channel-manager that knows another secret",
            setUp -> setUp.set("CALSYNC_INTERNAL_SECRET", "not-what-the-others-have"),
            "channel-manager",
            "internal-secret-differs",
            "CALSYNC_INTERNAL_SECRET="));
  }

  private static Stream<BrokenSetUp> accounts() {
    return Stream.of(
        warns(
            "somebody who did not tick a box",
            setUp -> setUp.sql("update channel.account set scopes = 'openid email'"),
            "consent",
            "scope-not-granted",
            "sign in again as ada@example.com at http://localhost:8080"),
        warns(
            "an app in testing, whose grant ended after a week",
            setUp -> {
              setUp.sql("update channel.account set state = 'NEEDS_REAUTHORIZATION'");
              setUp.sql(
                  """
                  update channel.credential set refresh_token_at = now() - interval '7 days 2 min'
                  """);
            },
            "consent",
            "consent-in-testing",
            "Publish app"),
        warns(
            "an app in testing, where Google said so with the grant",
            setUp ->
                setUp.sql(
                    "update channel.credential set refresh_expires_at = now() + interval '6 days'"),
            "consent",
            "consent-in-testing",
            "Publish app"),
        warns(
            "an app in testing, as an earlier grant has shown",
            setUp -> setUp.sql("insert into channel.testing_mode (seen_at) values (now())"),
            "consent",
            "consent-in-testing",
            "Publish app"),
        warns(
            "somebody who has to sign in again",
            setUp -> setUp.sql("update channel.account set state = 'NEEDS_REAUTHORIZATION'"),
            "calendars",
            "needs-reauthorization",
            "sign in again at http://localhost:8080"),
        fails(
            "an address that Google will not call, to be tried again in hours",
            setUp ->
                setUp.sql(
                    """
                    update channel.calendar
                       set watched_until = null, watch_due_at = now() + interval '6 hours',
                           last_error = '400 push.webhookUrlUnauthorized'
                    """),
            "calendars",
            "address-refused",
            "/api/calendar/webhook; restart channel-manager"),
        warns(
            "a channel that Google never confirmed",
            setUp -> setUp.sql("update channel.watch_channel set confirmed_at = null"),
            "calendars",
            "channels-unconfirmed",
            "see the check webhook"),
        fails(
            "a channel that ends and is not renewed",
            setUp ->
                setUp.sql(
                    """
                    with due as (
                      update channel.calendar set watch_due_at = now() - interval '11 min')
                    update channel.watch_channel set renew_at = now() - interval '11 min'
                    """),
            "calendars",
            "channels-not-renewed",
            "start channel-manager"),
        warns(
            "a calendar without a channel, which nobody will look at",
            setUp ->
                setUp.sql("update channel.calendar set watched_until = null, watch_due_at = null"),
            "calendars",
            "calendars-unwatched",
            "select google_calendar_id, last_error"),
        warns(
            "a calendar that no worker takes",
            setUp -> setUp.sql("update sync.calendar_sync set due_at = now() - interval '1 hour'"),
            "calendars",
            "overdue",
            "start sync-worker"),
        fails(
            "more calendars than a day's calls can poll",
            setUp -> {
              setUp.sql(
                  """
                  insert into sync.calendar_sync
                         (calendar_id, account_id, user_id, google_calendar_id, kpart, due_at)
                  select uuidv7(), uuidv7(), uuidv7(), 'c', 0, now() + interval '1 min'
                    from generate_series(1, 5000)
                  """);
              setUp.set("CALSYNC_QUOTA_PER_DAY", "1000");
            },
            "quota",
            "polls-exceed-quota",
            "CALSYNC_QUOTA_PER_DAY="));
  }
}
