package dev.calsync.ingress;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The two files that Google reads of a site before it pushes to it. */
@RestController
class PublicFilesController {
  /** APIs-Google obeys robots.txt: a Disallow would silently end all pushes. */
  private static final String ROBOTS =
      """
      User-agent: APIs-Google
      Allow: %s

      User-agent: *
      Disallow: /
      """
          .formatted(WebhookServlet.PATH);

  private final @Nullable String siteVerification;

  PublicFilesController(IngressProperties properties) {
    siteVerification = properties.ingress().siteVerification();
  }

  @GetMapping(path = "/robots.txt", produces = MediaType.TEXT_PLAIN_VALUE)
  String robots() {
    return ROBOTS;
  }

  @GetMapping("/{file:google[0-9A-Za-z_-]+\\.html}")
  ResponseEntity<byte[]> siteVerification(@PathVariable String file) {
    if (!file.equals(siteVerification)) {
      return ResponseEntity.status(404)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(Problem.of(404, "There is no such file.").json());
    }
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_HTML)
        .body(("google-site-verification: " + file).getBytes(StandardCharsets.US_ASCII));
  }
}
