package dev.calsync.doctor.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.doctor.google.SignInPage.Blocked;
import dev.calsync.doctor.google.SignInPage.SentBack;
import dev.calsync.doctor.google.SignInPage.Shown;
import dev.calsync.doctor.google.SignInPage.Unclear;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Cause;
import dev.calsync.doctor.http.Answer.Silent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Google's pages as far as they are known: its errors stand in the address of the error page. */
class SignInPageTests {
  private static final String ERROR_PAGE =
      "https://accounts.google.com/signin/oauth/error?authError=";

  @Test
  void errorInTheAddressOfTheErrorPageIsRead() {
    String wrapped = "\n\025redirect_uri_mismatch\022\300\001You can't sign in to this app";
    String error =
        Base64.getUrlEncoder().encodeToString(wrapped.getBytes(StandardCharsets.ISO_8859_1));

    SignInPage page = SignInPage.of(ERROR_PAGE + error + "&client_id=x", answer(200, "<html>"));

    assertThat(page).isEqualTo(new Blocked("redirect_uri_mismatch"));
  }

  @Test
  void errorPageWithAnErrorNobodyKnowsIsUnclear() {
    assertThat(SignInPage.of(ERROR_PAGE + "bm90aGluZw", answer(200, "<html>")))
        .isInstanceOf(Unclear.class);
    assertThat(SignInPage.of(ERROR_PAGE + "!!", answer(200, "<html>"))).isInstanceOf(Unclear.class);
  }

  @Test
  void pageToSignInMayMentionOtherErrorsInItsScripts() {
    assertThat(
            SignInPage.of(
                "https://accounts.google.com/v3/signin/identifier?x=1",
                answer(200, "invalid_request")))
        .isEqualTo(new Shown());
  }

  @Test
  void refusalIsReadFromThePageToo() {
    assertThat(SignInPage.of("http://localhost/auth", answer(400, "Error 400: invalid_client")))
        .isEqualTo(new Blocked("invalid_client"));
  }

  @Test
  void beingSentBackIsAnAnswer() {
    assertThat(SignInPage.of("http://localhost/auth", answer(302, ""))).isEqualTo(new SentBack());
  }

  @Test
  void silenceIsUnclear() {
    assertThat(SignInPage.of("http://localhost/auth", new Silent(Cause.TIMEOUT, "after 15 s")))
        .isEqualTo(new Unclear("no answer in time"));
  }

  private static Answered answer(int status, String body) {
    return new Answered(status, Map.of(), body, Instant.EPOCH, Duration.ZERO, null);
  }
}
