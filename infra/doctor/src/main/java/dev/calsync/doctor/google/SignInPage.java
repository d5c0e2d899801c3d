package dev.calsync.doctor.google;

import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where somebody who wants to sign in at Google ends up. */
sealed interface SignInPage {
  /** What Google says is wrong, should it be so. */
  List<String> ERRORS =
      List.of(
          "redirect_uri_mismatch",
          "invalid_client",
          "deleted_client",
          "unauthorized_client",
          "org_internal",
          "invalid_request",
          "invalid_scope",
          "admin_policy_enforced");

  /**
   * Google puts its error into the address of its error page, in base64 around protocol buffers.
   */
  Pattern AUTH_ERROR = Pattern.compile("[?&]authError=([^&]+)");

  /** Google refuses, with one of the known errors. */
  record Blocked(String error) implements SignInPage {}

  /** A page of Google's: to choose an account, or to sign in. */
  record Shown() implements SignInPage {}

  /** Google sent us back at once. */
  record SentBack() implements SignInPage {}

  /** An answer that says neither. */
  record Unclear(String what) implements SignInPage {}

  static SignInPage of(String url, Answer answer) {
    return switch (answer) {
      case Silent(var cause, _) -> new Unclear(cause.words());
      case Answered answered when answered.status() / 100 == 3 -> new SentBack();
      case Answered answered -> page(url, answered);
    };
  }

  private static SignInPage page(String url, Answered answered) {
    String text = decodedError(url).orElseGet(answered::body);
    Optional<String> error = ERRORS.stream().filter(text::contains).findFirst();
    if (answered.status() >= 400 || decodedError(url).isPresent()) {
      return error
          .<SignInPage>map(Blocked::new)
          .orElseGet(() -> new Unclear("the answer " + answered.status()));
    }
    // A page that works mentions errors in its scripts, but not this one.
    return answered.body().contains(ERRORS.getFirst())
        ? new Blocked(ERRORS.getFirst())
        : new Shown();
  }

  private static Optional<String> decodedError(String url) {
    Matcher error = AUTH_ERROR.matcher(url);
    if (!error.find()) {
      return Optional.empty();
    }
    try {
      String base64 =
          URLDecoder.decode(error.group(1), StandardCharsets.UTF_8)
              .replace('-', '+')
              .replace('_', '/')
              .replaceFirst("=+$", "");
      return Optional.of(
          new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException _) {
      return Optional.of("");
    }
  }

  static String next(String url, Answered answered) {
    try {
      return URI.create(url).resolve(answered.header("location").orElse("")).toString();
    } catch (IllegalArgumentException _) {
      return url;
    }
  }
}
