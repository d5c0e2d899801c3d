package dev.calsync.channel.account;

import static dev.calsync.channel.Browser.json;
import static dev.calsync.channel.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.calsync.channel.Browser;
import dev.calsync.channel.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers try at the door, beside the forged answers of {@link SignInIntegrationTests}. */
class LoginAttacksIntegrationTests extends Installation {
  private final Browser ada = new Browser(HOME);
  private final Browser mallory = new Browser(HOME);
  private long before;

  @BeforeEach
  void count() {
    before = rows();
  }

  @Test
  void anIdTokenWithoutASignatureSignsNobodyIn() {
    GOOGLE.counterfeit = LoginAttacksIntegrationTests::unsigned;
    assertThat(signIn(ada)).startsWith("/?signin=");
    nothingHappened();
  }

  @Test
  void anIdTokenSignedWithAnotherKeyOfTheSameNameSignsNobodyIn() {
    GOOGLE.counterfeit = LoginAttacksIntegrationTests::signedByAStranger;
    assertThat(signIn(ada)).startsWith("/?signin=");
    nothingHappened();
  }

  @Test
  void aCodeForAnotherVerifierSignsNobodyIn() {
    String toGoogle = location(ada.get("/oauth2/authorization/google"));
    String challenge = toGoogle.replaceAll(".*code_challenge=([^&]+).*", "$1");
    String other = location(mallory.get("/oauth2/authorization/google"));
    String foreign = other.replaceAll(".*code_challenge=([^&]+).*", "$1");
    String back = location(ada.get(toGoogle.replace(challenge, foreign)));
    assertThat(location(ada.get(back))).contains("/?signin=");
    nothingHappened();
  }

  @Test
  void anAnswerThatWasUsedOnceSignsNobodyInAgain() {
    String back = location(ada.get(location(ada.get("/oauth2/authorization/google"))));
    assertThat(location(ada.get(back))).isEqualTo(HOME + "/");
    assertThat(location(ada.get(back))).contains("signin=");
    assertThat(location(mallory.get(back))).contains("/?signin=");
    assertThat(mallory.get("/api/accounts").statusCode()).isEqualTo(401);
  }

  @Test
  void anAnswerThatAdaIsMadeToOpenConnectsNothingToHer() {
    signIn(ada);
    atTheKeyboard("mallory");
    signIn(mallory);
    atTheKeyboard("trap");
    String departure =
        json(mallory.send("POST", "/api/accounts", "")).path("authorizationUrl").asString();
    String trap = location(mallory.get(location(mallory.get(departure))));
    assertThat(location(ada.get(trap))).contains("/accounts?signin=");
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
    assertThat(json(ada.get("/api/accounts")).path("pending")).isEmpty();
  }

  @Test
  void whatAdaBeganInASessionThatIsGracesNowJoinsNeither() {
    signIn(ada);
    String departure =
        json(ada.send("POST", "/api/accounts", "")).path("authorizationUrl").asString();
    String toGoogle = location(ada.get(departure));
    atTheKeyboard("grace");
    signIn(ada); // The same browser: whoever sits there now is Grace.
    atTheKeyboard("third");
    long then = rows();
    String landing = location(ada.get(location(ada.get(toGoogle))));
    assertThat(landing).contains("signin=");
    assertThat(rows()).isEqualTo(then);
  }

  @Test
  void aLinkConnectsNothing() {
    signIn(ada);
    String adas = GOOGLE.sub;
    GOOGLE.sub = "mallory-" + adas;
    for (String link : List.of("?ticket=guessed", "?connectTo=me", "?calsync.connect-to=" + adas)) {
      signIn(new Browser(HOME), "/oauth2/authorization/google" + link);
    }
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
    assertThat(json(ada.get("/api/accounts")).path("pending")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/accounts",
    "POST, /api/accounts/pending/0198c7a2-0000-7000-8000-000000000000/confirm",
    "DELETE, /api/accounts/pending/0198c7a2-0000-7000-8000-000000000000",
    "DELETE, /api/accounts/0198c7a2-0000-7000-8000-000000000000",
    "DELETE, /api/accounts/sessions",
    "DELETE, /api/accounts/me",
    "POST, /logout"
  })
  void withoutItsCsrfTokenNoRequestChangesAnything(String method, String path) {
    signIn(ada);
    var forged = HttpRequest.newBuilder(HOME.resolve(path)).method(method, BodyPublishers.noBody());
    assertThat(ada.send(forged.build()).statusCode()).isEqualTo(403);
    assertThat(json(ada.get("/api/accounts")).path("accounts")).hasSize(1);
  }

  @Test
  void aSessionThatWasPlantedIsNotTheOneThatSignsIn() {
    mallory.get("/oauth2/authorization/google");
    String planted = mallory.cookie("CALSYNC_SESSION");
    ada.plant("CALSYNC_SESSION", planted);
    assertThat(signIn(ada)).isEqualTo("/");
    assertThat(ada.cookie("CALSYNC_SESSION")).isNotEqualTo(planted);
    assertThat(mallory.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(200);
  }

  @Test
  void noAddressInTheRequestDecidesWhereSigningInEnds() throws IOException {
    List<String> corpus = corpus();
    assertThat(corpus).hasSize(200).doesNotHaveDuplicates();
    signIn(ada);
    GOOGLE.firstConsent = false; // From now on nothing but the way back is of interest.
    for (String target : corpus) {
      var browser = new Browser(HOME);
      String begin = "/oauth2/authorization/google?" + everyName(target);
      URI toGoogle = URI.create(location(browser.get(begin)));
      assertThat(toGoogle.toString()).as(target).startsWith(GOOGLE.url() + "/auth?");
      String back = location(browser.get(toGoogle.toString()));
      assertThat(back).as(target).startsWith(HOME + "/login/oauth2/code/google?");
      assertThat(location(browser.get(back + "&" + everyName(target))))
          .as(target)
          .isEqualTo(HOME + "/");
    }
  }

  private static List<String> corpus() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            LoginAttacksIntegrationTests.class.getResourceAsStream("open-redirects.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The names that such parameters have elsewhere. */
  private static String everyName(String target) {
    String value = URLEncoder.encode(target, StandardCharsets.UTF_8);
    return Stream.of("redirect_uri", "redirect", "next", "continue", "returnTo", "url", "from")
        .map(name -> name + "=" + value)
        .reduce((one, other) -> one + "&" + other)
        .orElseThrow();
  }

  private static String unsigned(String idToken) {
    try {
      return new PlainJWT(SignedJWT.parse(idToken).getJWTClaimsSet()).serialize();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signedByAStranger(String idToken) {
    try {
      var forged =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
              SignedJWT.parse(idToken).getJWTClaimsSet());
      forged.sign(new RSASSASigner(new RSAKeyGenerator(2048).keyID("k1").generate()));
      return forged.serialize();
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void nothingHappened() {
    assertThat(ada.get("/api/accounts").statusCode()).isEqualTo(401);
    assertThat(rows()).isEqualTo(before);
  }

  private long rows() {
    return jdbc.sql(
            """
            select (select count(*) from channel.person) + (select count(*) from channel.account)
                 + (select count(*) from channel.credential)
                 + (select count(*) from channel.pending_account)
            """)
        .query(Long.class)
        .single();
  }
}
