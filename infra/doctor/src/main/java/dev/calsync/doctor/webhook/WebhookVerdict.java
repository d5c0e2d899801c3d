package dev.calsync.doctor.webhook;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Cause;
import dev.calsync.doctor.http.Answer.Silent;
import dev.calsync.doctor.setting.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who answered a forged push: ingress-webhook refuses it in a way that nobody else does. */
final class WebhookVerdict {
  /** Google gives up sooner than it says; ingress itself answers within three seconds. */
  private static final Duration SLOW = Duration.ofSeconds(3);

  private static final Duration SOON = Duration.ofDays(14);

  private WebhookVerdict() {}

  static List<Finding> of(Address address, Answer answer) {
    return switch (answer) {
      case Silent silent -> List.of(silent(address, silent));
      case Answered answered -> {
        List<Finding> findings = new ArrayList<>();
        findings.add(answered(address, answered));
        slow(address, answered, findings);
        certificate(address, answered, findings);
        yield findings;
      }
    };
  }

  static Finding privateAddress(Address address) {
    return new Broken(
        "webhook-private",
        address.host() + " is an address of a private network: Google cannot call it",
        "CALSYNC_WEBHOOK_URL=https://<a host that the Internet knows>" + address.path());
  }

  /** APIs-Google obeys robots.txt, and stops calling without a word. */
  static List<Finding> robots(Address address, Answer answer) {
    boolean forbidden =
        answer instanceof Answered answered
            && answered.status() == 200
            && Robots.forbid(answered.body(), address.path());
    return forbidden
        ? List.of(
            new Broken(
                "robots-forbid",
                address.at("/robots.txt") + " forbids Google's fetcher to call the webhook",
                "route /robots.txt to ingress-webhook, or add to it: User-agent: APIs-Google,"
                    + " then Allow: "
                    + address.path()))
        : List.of();
  }

  private static Finding silent(Address address, Silent silent) {
    String found = "%s: %s (%s)".formatted(address, silent.cause().words(), silent.why());
    if (silent.cause() == Cause.TLS) {
      return new Broken(
          "webhook-tls",
          found,
          "serve %s with a certificate for this name from a public authority, with its chain;"
                  .formatted(address.host())
              + " see: openssl s_client -connect %s:%d -servername %s"
                  .formatted(
                      address.host(), address.port() < 0 ? 443 : address.port(), address.host()));
    }
    return new Broken(
        "webhook-unreachable",
        found,
        "let %s lead to ingress-webhook, which is to run, or correct CALSYNC_WEBHOOK_URL"
            .formatted(address.origin()));
  }

  private static Finding answered(Address address, Answered answer) {
    if (answer.header("www-authenticate").orElse("").equals("X-Goog-Channel-Token")) {
      return new Fine(
          "ingress-webhook answers at %s, in %d ms".formatted(address, answer.took().toMillis()));
    }
    int status = answer.status();
    if (status == 400 && answer.body().contains("X-Goog-")) {
      return new Broken(
          "headers-dropped",
          "ingress-webhook answers at " + address + ", but some headers do not reach it",
          "let the gateway before it pass on every X-Goog-* header");
    }
    if (status == 429) {
      return new Doubtful(
          "webhook-limited",
          address + " answers 429: too many refused calls came from here",
          "run the doctor again in a minute");
    }
    return new Broken(code(status), address + " " + whatElse(answer), fix(status, address));
  }

  private static String whatElse(Answered answer) {
    int status = answer.status();
    if (status / 100 == 3) {
      return "redirects to " + answer.location() + ", and Google follows no redirects";
    }
    return switch (status) {
      case 401, 403, 407 -> "answers %d before ingress-webhook is asked".formatted(status);
      case 404 -> "answers 404: the gateway knows no way from there to ingress-webhook";
      case 502, 503, 504 -> "answers %d: ingress-webhook does not run behind it".formatted(status);
      default -> "answers %d, which is not ingress-webhook's answer".formatted(status);
    };
  }

  private static String code(int status) {
    if (status / 100 == 3) {
      return "webhook-redirects";
    }
    return switch (status) {
      case 401, 403, 407 -> "webhook-behind-login";
      case 404 -> "webhook-no-route";
      case 502, 503, 504 -> "ingress-down";
      default -> "webhook-not-ingress";
    };
  }

  private static String fix(int status, Address address) {
    if (status / 100 == 3) {
      return "CALSYNC_WEBHOOK_URL=<where it leads in the end>, or exempt " + address.path();
    }
    return switch (status) {
      case 401, 403, 407 ->
          "exempt POST %s from sign-in and firewall rules".formatted(address.path());
      case 502, 503, 504 -> "start ingress-webhook: java -jar ingress-webhook.jar";
      default -> "route POST %s at the gateway to ingress-webhook".formatted(address.path());
    };
  }

  private static void slow(Address address, Answered answer, List<Finding> findings) {
    if (answer.took().compareTo(SLOW) > 0) {
      findings.add(
          new Doubtful(
              "webhook-slow",
              "%s took %d ms".formatted(address, answer.took().toMillis()),
              "look at what stands between the Internet and ingress-webhook"));
    }
  }

  private static void certificate(Address address, Answered answer, List<Finding> findings) {
    Instant until = answer.certificateUntil();
    if (until != null && until.isBefore(answer.sent().plus(SOON))) {
      findings.add(
          new Doubtful(
              "certificate-ends",
              "the certificate of %s ends at %s".formatted(address.host(), until),
              "renew the certificate of " + address.host()));
    }
  }
}
