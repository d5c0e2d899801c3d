package dev.calsync.simulator.web;

import dev.calsync.simulator.channel.Channel;
import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.time.MovableClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What tests do with the simulator as a whole: time, a new beginning, looking inside. */
@RestController
@RequestMapping("/control")
class ControlController {
  private final SimulatedGoogle google;
  private final Surroundings surroundings;
  private final Calls calls;
  private final Chance chance;
  private final MovableClock clock;
  private final Beginning beginning;

  ControlController(
      SimulatedGoogle google,
      Surroundings surroundings,
      Calls calls,
      Chance chance,
      MovableClock clock,
      Beginning beginning) {
    this.google = google;
    this.surroundings = surroundings;
    this.calls = calls;
    this.chance = chance;
    this.clock = clock;
    this.beginning = beginning;
  }

  /** This API as OpenAPI 3.1. */
  @GetMapping("/openapi.yaml")
  ResponseEntity<Resource> openApi() {
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("application/yaml"))
        .body(new ClassPathResource("simulator/openapi.yaml"));
  }

  @GetMapping("/state")
  Map<String, Object> state() {
    Administration administration = google.administration();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("now", clock.instant().toString());
    state.put("seed", chance.seed());
    state.put("users", administration.users());
    state.put("calendars", administration.calendars());
    state.put("channels", administration.channels().stream().map(this::channel).toList());
    state.put("calls", calls.counts());
    return state;
  }

  private Map<String, Object> channel(Channel channel) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", channel.id());
    json.put("email", channel.email());
    json.put("clientId", channel.clientId());
    json.put("resource", channel.resource().toString());
    json.put("resourceId", channel.resourceId());
    json.put("address", channel.address());
    json.put("expiration", channel.expiration().toString());
    return json;
  }

  record ForReset(@Nullable Long seed) {}

  /** Everything as at the start; with a seed, chance and the clock too begin again. */
  @PostMapping("/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset(@RequestBody(required = false) @Nullable ForReset wanted) {
    surroundings.clear();
    calls.clear();
    google.administration().clear();
    Long seed = wanted == null ? null : wanted.seed();
    if (seed != null) {
      chance.restart(seed);
      clock.restart();
    }
    beginning.begin();
  }

  record ForTime(@Required long seconds) {
    /** A century at a time. */
    private static final long MOST = 100L * 366 * 24 * 3_600;

    ForTime {
      if (seconds < 0 || seconds > MOST) {
        throw GoogleError.invalid("seconds: %d (expected: 0 to %d)".formatted(seconds, MOST));
      }
    }
  }

  @PostMapping("/clock/advance")
  Map<String, Object> advance(@RequestBody ForTime wanted) {
    clock.advance(Duration.ofSeconds(wanted.seconds()));
    return Map.of("now", clock.instant().toString());
  }
}
