package dev.calsync.doctor.webhook;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Http;
import dev.calsync.doctor.setting.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Calls the webhook as Google would, with a token that nobody signed: ingress has to refuse it. */
public final class Webhook {
  private final Http http;
  private final Address address;
  private final boolean googleIsOutside;

  /**
   * @param googleIsOutside whether whoever calls it comes from the Internet
   */
  public Webhook(Http http, Address address, boolean googleIsOutside) {
    this.http = http;
    this.address = address;
    this.googleIsOutside = googleIsOutside;
  }

  /** Whether a push would reach ingress-webhook, and be allowed to. */
  public List<Finding> reachable() throws InterruptedException {
    Answer push = http.post(address.toString(), forgedPush(), "");
    Answer robots = http.get(address.at("/robots.txt").toString());
    List<Finding> findings = new ArrayList<>();
    if (googleIsOutside && isPrivate()) {
      findings.add(WebhookVerdict.privateAddress(address));
    }
    findings.addAll(WebhookVerdict.of(address, push));
    findings.addAll(WebhookVerdict.robots(address, robots));
    return findings;
  }

  private static Map<String, String> forgedPush() {
    return Map.of(
        "X-Goog-Channel-ID", UUID.randomUUID().toString(),
        "X-Goog-Channel-Token", "asked-by-the-doctor",
        "X-Goog-Resource-State", "exists",
        "X-Goog-Message-Number", "1",
        "X-Goog-Resource-ID", "asked-by-the-doctor",
        "X-Goog-Resource-URI", "https://www.googleapis.com/calendar/v3/calendars/none/events");
  }

  private boolean isPrivate() {
    try {
      return Stream.of(InetAddress.getAllByName(address.host()))
          .allMatch(
              ip -> ip.isSiteLocalAddress() || ip.isLoopbackAddress() || ip.isLinkLocalAddress());
    } catch (UnknownHostException _) {
      return false; // told by the call itself
    }
  }
}
