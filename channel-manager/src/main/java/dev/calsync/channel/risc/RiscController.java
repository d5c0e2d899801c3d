package dev.calsync.channel.risc;

import dev.calsync.channel.risc.SecurityEventTokens.Genuine;
import dev.calsync.channel.risc.SecurityEventTokens.Invalid;
import dev.calsync.channel.risc.SecurityEventTokens.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Google delivers security events (RFC 8935). Whoever calls, only the signature counts. */
@RestController
final class RiscController {
  static final String PATH = "/api/accounts/risc";

  private static final Logger log = LoggerFactory.getLogger(RiscController.class);
  private static final MediaType EVENT = MediaType.valueOf("application/secevent+jwt");
  private static final int MOST_BYTES = 64 * 1024;
  private static final String RETRY_AFTER_SECONDS = "30";

  private final SecurityEventTokens tokens;
  private final AccountProtection protection;
  private final MeterRegistry meters;

  RiscController(SecurityEventTokens tokens, AccountProtection protection, MeterRegistry meters) {
    this.tokens = tokens;
    this.protection = protection;
    this.meters = meters;
  }

  @PostMapping(PATH)
  ResponseEntity<Map<String, String>> receive(HttpServletRequest request) throws IOException {
    if (!isEvent(request.getContentType())) {
      return refuse(new Invalid("invalid_request", "expected: application/secevent+jwt"));
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return refuse(new Invalid("invalid_request", "longer than 65536 bytes"));
    }
    return switch (tokens.judge(new String(body, StandardCharsets.US_ASCII))) {
      case Genuine(var token) -> {
        protection.act(token);
        token.events().forEach(event -> count("accepted", event.getClass().getSimpleName()));
        yield ResponseEntity.accepted().build();
      }
      case Invalid invalid -> refuse(invalid);
      case Unavailable(var reason) -> {
        log.warn("a security event cannot be checked now: {}", reason);
        count("postponed", "unknown");
        yield ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
            .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
            .build();
      }
    };
  }

  private static boolean isEvent(@Nullable String contentType) {
    try {
      return EVENT.equalsTypeAndSubtype(
          MediaType.parseMediaType(contentType == null ? "" : contentType));
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }

  private ResponseEntity<Map<String, String>> refuse(Invalid invalid) {
    count("refused", invalid.error());
    return ResponseEntity.badRequest()
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("err", invalid.error(), "description", invalid.description()));
  }

  private void count(String outcome, String what) {
    meters.counter("calsync.risc.events", "outcome", outcome, "what", what).increment();
  }
}
