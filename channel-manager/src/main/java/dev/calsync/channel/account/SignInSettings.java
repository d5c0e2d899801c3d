package dev.calsync.channel.account;

import dev.calsync.channel.google.SafeAddress;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people meet us.
 *
 * @param publicUrl the address in their browser, under which Google sends them back
 * @param edits whether Google is asked to let them change events too, not only see them
 */
@ConfigurationProperties("calsync")
record SignInSettings(
    @DefaultValue("http://localhost:8080") URI publicUrl, @DefaultValue("true") boolean edits) {
  SignInSettings {
    SafeAddress.check("calsync.public-url", publicUrl);
  }

  /** An address of ours, from its path. */
  String address(String path) {
    return publicUrl.toString().replaceFirst("/+$", "") + path;
  }

  boolean secure() {
    return "https".equalsIgnoreCase(publicUrl.getScheme());
  }
}
