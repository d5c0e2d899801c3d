package dev.calsync.simulator.web;

import dev.calsync.simulator.fault.Faults;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.OAuthBehaviour;
import dev.calsync.simulator.push.Courier;
import org.springframework.stereotype.Component;

/** What surrounds the calendars: what goes wrong, who signs in, who delivers. */
@Component
class Surroundings {
  private final SimulatedGoogle google;
  private final Authority authority;
  private final Courier courier;
  private final Faults faults;
  private final Clients clients;
  private final RiscSender risc;

  Surroundings(
      SimulatedGoogle google,
      Authority authority,
      Courier courier,
      Faults faults,
      Clients clients,
      RiscSender risc) {
    this.google = google;
    this.authority = authority;
    this.courier = courier;
    this.faults = faults;
    this.clients = clients;
    this.risc = risc;
  }

  /** Everything behaves well from now on. */
  void calm() {
    google.behaviour(google.usualBehaviour());
    authority.behaviour(OAuthBehaviour.USUAL);
  }

  /** Forgets everything. */
  void clear() {
    calm();
    faults.clear();
    courier.clear();
    clients.restore();
    risc.clear();
    authority.clear();
  }
}
