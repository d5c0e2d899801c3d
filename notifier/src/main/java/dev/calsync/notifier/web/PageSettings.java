package dev.calsync.notifier.web;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people open the page.
 *
 * @param publicUrl absolute, http or https
 */
@ConfigurationProperties("calsync")
record PageSettings(@DefaultValue("http://localhost:8080") URI publicUrl) {
  PageSettings {
    if (publicUrl.getHost() == null || !String.valueOf(publicUrl.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "calsync.public-url: '" + publicUrl + "' (expected: an absolute http or https URL)");
    }
  }

  boolean isSecure() {
    return "https".equals(publicUrl.getScheme());
  }
}
