package dev.calsync.simulator.web;

import dev.calsync.simulator.google.Administration;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.google.User;
import dev.calsync.simulator.oauth.Authority;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of a test and what they have allowed. */
@RestController
@RequestMapping("/control")
class PeopleController {
  private static final Duration LONG_LIFE = Duration.ofDays(3650);
  private static final Set<String> ALL_SCOPES =
      new LinkedHashSet<>(
          List.of(
              "openid",
              "https://www.googleapis.com/auth/userinfo.email",
              "https://www.googleapis.com/auth/userinfo.profile",
              "https://www.googleapis.com/auth/calendar"));

  private final Administration administration;
  private final Authority authority;
  private final RiscSender risc;

  PeopleController(SimulatedGoogle google, Authority authority, RiscSender risc) {
    this.administration = google.administration();
    this.authority = authority;
    this.risc = risc;
  }

  record ForUser(@Required String email, @Nullable String name, @Nullable String timeZone) {}

  @PostMapping("/users")
  User addUser(@RequestBody ForUser wanted) {
    String name = wanted.name();
    String zone = wanted.timeZone();
    return administration.addUser(
        wanted.email(), name == null ? wanted.email() : name, zone == null ? "UTC" : zone);
  }

  record ForToken(
      @Required String email, @Nullable String clientId, @Nullable Set<String> scopes) {}

  /** A key to everything of one person, without asking them. */
  @PostMapping("/token")
  Map<String, Object> token(@RequestBody ForToken wanted) {
    String email = administration.person(wanted.email()).email();
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

  @PostMapping("/expire-access-tokens")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expireAccessTokens() {
    authority.expireAccessTokens();
  }

  /** The person takes back what they allowed any application; who listens is told. */
  @PostMapping("/users/{email}/revoke")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(HttpServletRequest request, @PathVariable String email) {
    User user = administration.person(email);
    authority.revokeAll(user.email());
    risc.send(BaseUrl.of(request), RiscSender.TOKENS_REVOKED, user, null, 1);
  }

  @PostMapping("/users/{email}/expire-sync-tokens")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expireListSyncTokens(@PathVariable String email) {
    administration.expireListSyncTokens(email);
  }

  /** 403 quotaExceeded for writes; 0 seconds ends it. */
  @PostMapping("/users/{email}/usage-limits")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void exceedUsageLimits(
      @PathVariable String email, @RequestBody ControlController.ForTime wanted) {
    administration.exceedUsageLimits(email, Duration.ofSeconds(wanted.seconds()));
  }

  record ForSignUp(@Required boolean signedUp) {}

  /** 403 notACalendarUser while they are not. */
  @PostMapping("/users/{email}/calendar-use")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void calendarUse(@PathVariable String email, @RequestBody ForSignUp wanted) {
    administration.usesCalendar(email, wanted.signedUp());
  }
}
