package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.google.User;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.push.Attempt;
import dev.calsync.simulator.push.Courier;
import dev.calsync.simulator.push.PushFaults;
import dev.calsync.simulator.time.MovableClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What tests do with the simulator as a whole: tokens, time, faults, looking inside. */
@RestController
@RequestMapping("/control")
class ControlController {
  private static final Duration LONG_LIFE = Duration.ofDays(3650);
  private static final Set<String> ALL_SCOPES =
      Set.of(
          "openid",
          "https://www.googleapis.com/auth/userinfo.email",
          "https://www.googleapis.com/auth/userinfo.profile",
          "https://www.googleapis.com/auth/calendar");

  private final SimulatedGoogle google;
  private final Administration administration;
  private final Authority authority;
  private final Courier courier;
  private final MovableClock clock;
  private final Faults faults;
  private final Calls calls;
  private final Beginning beginning;

  ControlController(
      SimulatedGoogle google,
      Authority authority,
      Courier courier,
      MovableClock clock,
      Faults faults,
      Calls calls,
      Beginning beginning) {
    this.google = google;
    this.administration = google.administration();
    this.authority = authority;
    this.courier = courier;
    this.clock = clock;
    this.faults = faults;
    this.calls = calls;
    this.beginning = beginning;
  }

  record ForToken(String email, @Nullable String clientId, @Nullable Set<String> scopes) {}

  /** A key to everything of one person, without asking them. */
  @PostMapping("/token")
  Map<String, Object> token(@RequestBody ForToken wanted) {
    String email =
        administration.user(wanted.email()).map(User::email).orElseThrow(GoogleError::notFound);
    String clientId = wanted.clientId();
    Set<String> scopes = wanted.scopes();
    var token =
        authority.issue(
            email,
            clientId == null ? "simulator" : clientId,
            scopes == null ? ALL_SCOPES : scopes,
            LONG_LIFE);
    return Map.of("accessToken", token.value());
  }

  @GetMapping("/state")
  Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("now", clock.instant().toString());
    state.put("users", administration.users());
    state.put("calendars", administration.calendars());
    state.put(
        "channels",
        administration.channels().stream()
            .map(channel ->
                Map.of(
                    "id", channel.id(),
                    "email", channel.email(),
                    "clientId", channel.clientId(),
                    "resource", channel.resource().toString(),
                    "resourceId", channel.resourceId(),
                    "address", channel.address(),
                    "expiration", channel.expiration().toString()))
            .toList());
    state.put("calls", calls.counts());
    return state;
  }

  /** Everything as at the start. */
  @PostMapping("/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset() {
    faults.clear();
    courier.clear();
    calls.clear();
    authority.clear();
    google.administration().clear();
    beginning.begin();
  }

  @GetMapping("/deliveries")
  List<Attempt> deliveries(@RequestParam(required = false) @Nullable String channelId) {
    return courier.attempts().stream()
        .filter(attempt -> channelId == null || attempt.channelId().equals(channelId))
        .toList();
  }

  record ForTime(long seconds) {}

  @PostMapping("/clock/advance")
  Map<String, Object> advance(@RequestBody ForTime wanted) {
    clock.advance(Duration.ofSeconds(wanted.seconds()));
    return Map.of("now", clock.instant().toString());
  }

  @PostMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void fault(@RequestBody Faults.Rule rule) {
    faults.add(rule);
  }

  @DeleteMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void noFaults() {
    faults.clear();
    courier.faults(PushFaults.NONE);
  }

  @PostMapping("/pushes")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void pushFaults(@RequestBody PushFaults wanted) {
    courier.faults(wanted);
  }

  @PostMapping("/expire-access-tokens")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expireAccessTokens() {
    authority.expireAccessTokens();
  }
}
