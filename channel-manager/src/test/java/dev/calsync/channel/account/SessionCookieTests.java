package dev.calsync.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/** The cookie that keeps a person signed in. */
class SessionCookieTests {
  @Test
  void underHttpsTheBrowserGuardsItFurther() {
    assertThat(cookieUnder("https://calsync.example.com"))
        .startsWith("__Host-CALSYNC_SESSION=")
        .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Domain");
  }

  @Test
  void locallyItNeedsNoHttps() {
    assertThat(cookieUnder("http://localhost:8080"))
        .startsWith("CALSYNC_SESSION=")
        .doesNotContain("Secure");
  }

  private static String cookieUnder(String publicUrl) {
    var response = new MockHttpServletResponse();
    new SecurityConfiguration()
        .sessionCookie(new SignInSettings(URI.create(publicUrl), true))
        .writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, "id"));
    return String.valueOf(response.getHeader("Set-Cookie"));
  }
}
