package dev.calsync.doctor.google;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.google.Document.Refusal;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import java.util.List;
import java.util.Optional;

/** What a refused code tells: of two refusals one comes before the client is known, one after. */
final class ClientVerdict {
  private ClientVerdict() {}

  static List<Finding> of(String client, Answer answer, Optional<Refusal> refusal) {
    return List.of(
        switch (answer) {
          case Silent(var cause, var why) ->
              new Broken(
                  "token-endpoint-unreachable",
                  "the token endpoint: %s (%s)".formatted(cause.words(), why),
                  "let this machine reach Google's token endpoint over https");
          case Answered answered ->
              refusal
                  .map(each -> judge(client, each))
                  .orElseGet(() -> unclear("the status " + answered.status()));
        });
  }

  private static Finding judge(String client, Refusal refusal) {
    return switch (refusal.error()) {
      case "invalid_grant", "redirect_uri_mismatch" ->
          new Fine("Google knows " + client + " by its secret");
      case "invalid_client" ->
          new Broken(
              "client-refused",
              "Google refuses the client id or its secret: " + refusal.description(),
              "CALSYNC_GOOGLE_CLIENT_ID=… and CALSYNC_GOOGLE_CLIENT_SECRET=…, both of the same"
                  + " client, from https://console.cloud.google.com/auth/clients");
      case "deleted_client" ->
          new Broken(
              "client-deleted",
              "this OAuth client was deleted",
              "make a new one (type: web application) at"
                  + " https://console.cloud.google.com/auth/clients, then set"
                  + " CALSYNC_GOOGLE_CLIENT_ID and CALSYNC_GOOGLE_CLIENT_SECRET");
      case "unauthorized_client" ->
          new Broken(
              "client-of-another-type",
              "this OAuth client may not sign people in: " + refusal.description(),
              "make one of the type web application at"
                  + " https://console.cloud.google.com/auth/clients");
      default -> unclear("the error " + refusal.error());
    };
  }

  private static Finding unclear(String what) {
    return new Doubtful(
        "client-unclear",
        "the token endpoint gives " + what + ", which says nothing of the client",
        "run the doctor again in a minute; if it stays, look at"
            + " https://console.cloud.google.com/auth/clients");
  }
}
