package dev.calsync.ingress;

/** What a call is answered with; the detail is shown only where it was not accepted. */
record Answer(Outcome outcome, String detail) {
  /** The same whether a token is forged or expired: who guesses learns nothing. */
  static final String TOKEN_REFUSED = "The token is not valid for this channel.";

  static final Answer TOO_LARGE =
      new Answer(
          Outcome.TOO_LARGE,
          "The body is larger than " + WebhookServlet.MAX_BODY_BYTES + " bytes.");
}
