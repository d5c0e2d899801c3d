package dev.calsync.doctor.google;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import dev.calsync.doctor.setting.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the discovery document is one that sign-in can be built on. */
final class DiscoveryVerdict {
  private static final String FIX = "CALSYNC_GOOGLE_ISSUER_URL=https://accounts.google.com";

  private DiscoveryVerdict() {}

  static List<Finding> of(String issuer, Answer answer, Optional<Document> document) {
    return switch (answer) {
      case Silent(var cause, var why) ->
          List.of(
              new Broken(
                  "google-unreachable",
                  "no discovery document at %s: %s (%s)".formatted(issuer, cause.words(), why),
                  "let this machine reach %s over https, or set %s".formatted(issuer, FIX)));
      case Answered answered ->
          answered.status() == 200 && document.isPresent()
              ? judge(issuer, document.get())
              : List.of(noDocument(issuer, answered.status()));
    };
  }

  private static Finding noDocument(String issuer, int status) {
    return new Broken(
        "no-discovery-document",
        "%s answers %d, and no discovery document".formatted(issuer, status),
        FIX);
  }

  private static List<Finding> judge(String issuer, Document document) {
    List<Finding> findings = new ArrayList<>();
    // A document about somebody else would let that somebody sign our users in.
    if (!document.issuer().replaceFirst("/+$", "").equals(issuer)) {
      findings.add(
          new Broken(
              "issuer-differs",
              "the document at %s speaks of '%s'".formatted(issuer, document.issuer()),
              "CALSYNC_GOOGLE_ISSUER_URL=" + document.issuer()));
    }
    endpoint("authorization_endpoint", document.endpoints().authorization(), findings);
    endpoint("token_endpoint", document.endpoints().token(), findings);
    endpoint("jwks_uri", document.keys(), findings);
    if (document.revocation().isEmpty()) {
      findings.add(
          new Doubtful(
              "no-revocation-endpoint",
              "the issuer takes no grants back: whoever disconnects stays allowed there",
              FIX));
    }
    if (findings.isEmpty()) {
      findings.add(new Fine("discovery document of " + issuer));
    }
    return findings;
  }

  private static void endpoint(String name, String value, List<Finding> findings) {
    if (Address.of(value).filter(Address::isSafe).isEmpty()) {
      findings.add(
          new Broken(
              "endpoint-unusable",
              "the %s is '%s', neither https nor on this machine".formatted(name, value),
              FIX));
    }
  }
}
