package dev.calsync.simulator.web;

import dev.calsync.simulator.google.Behaviour;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.OAuthBehaviour;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How Google behaves; callers name what changes. */
@RestController
@RequestMapping("/control")
class BehaviourController {
  private final SimulatedGoogle google;
  private final Authority authority;
  private final Surroundings surroundings;
  private final Clients clients;

  BehaviourController(
      SimulatedGoogle google, Authority authority, Surroundings surroundings, Clients clients) {
    this.google = google;
    this.authority = authority;
    this.surroundings = surroundings;
    this.clients = clients;
  }

  @GetMapping("/behaviour")
  Behaviour behaviour() {
    return google.behaviour();
  }

  @PostMapping("/behaviour")
  Behaviour behave(@RequestBody Map<String, Object> changes) {
    google.behaviour(Overlay.of(google.behaviour(), changes, Behaviour.class));
    return google.behaviour();
  }

  /** The best of manners, of the authorization server too. */
  @DeleteMapping("/behaviour")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void usual() {
    surroundings.calm();
  }

  @GetMapping("/oauth")
  OAuthBehaviour oauth() {
    return authority.behaviour();
  }

  @PostMapping("/oauth")
  OAuthBehaviour authorize(@RequestBody Map<String, Object> changes) {
    authority.behaviour(Overlay.of(authority.behaviour(), changes, OAuthBehaviour.class));
    return authority.behaviour();
  }

  /** The application is removed from Google's console: {@code deleted_client} until a reset. */
  @DeleteMapping("/clients/{clientId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deleteClient(@PathVariable String clientId) {
    clients.delete(clientId);
  }
}
