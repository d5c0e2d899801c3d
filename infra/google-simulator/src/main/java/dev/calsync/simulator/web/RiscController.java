package dev.calsync.simulator.web;

import dev.calsync.simulator.google.SimulatedGoogle;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Cross-account protection: who listens, and what they are told. */
@RestController
class RiscController {
  private final RiscSender sender;
  private final SimulatedGoogle google;

  RiscController(RiscSender sender, SimulatedGoogle google) {
    this.sender = sender;
    this.google = google;
  }

  /** What a receiver reads to check signatures. */
  @GetMapping("/.well-known/risc-configuration")
  @Operation("risc.configuration")
  Map<String, Object> configuration(HttpServletRequest request) {
    String base = BaseUrl.of(request);
    return Map.of("issuer", base, "jwks_uri", base + "/oauth2/v3/certs");
  }

  @PostMapping("/control/risc/stream")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void stream(@RequestBody RiscSender.Stream wanted) {
    sender.stream(wanted);
  }

  record ForEvent(
      @Required String email,
      @Required String type,
      @Nullable String reason,
      @Nullable Integer copies) {}

  @PostMapping("/control/risc/events")
  List<RiscSender.Delivery> send(HttpServletRequest request, @RequestBody ForEvent wanted) {
    Integer copies = wanted.copies();
    return sender.send(
        BaseUrl.of(request),
        wanted.type(),
        google.administration().person(wanted.email()),
        wanted.reason(),
        copies == null ? 1 : copies);
  }

  @GetMapping("/control/risc/deliveries")
  List<RiscSender.Delivery> deliveries() {
    return sender.deliveries();
  }
}
