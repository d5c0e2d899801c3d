package dev.calsync.simulator;

import dev.calsync.simulator.demo.DemoWorld;
import dev.calsync.simulator.demo.Liveliness;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.push.Courier;
import dev.calsync.simulator.time.MovableClock;
import dev.calsync.simulator.web.Beginning;
import dev.calsync.simulator.web.Clients;
import java.time.Clock;
import java.util.Random;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts together. Each has chance of its own, drawn from one seed. */
@Configuration(proxyBeanMethods = false)
class SimulatorConfiguration {
  @Bean
  MovableClock clock() {
    return new MovableClock(Clock.systemUTC());
  }

  @Bean
  Clients clients(SimulatorSettings settings) {
    return new Clients(settings.clients());
  }

  @Bean
  Courier courier(SimulatorSettings settings) {
    return new Courier(settings.push().settings(), new Random(settings.seed() + 1));
  }

  @Bean
  SimulatedGoogle google(SimulatorSettings settings, MovableClock clock, Courier courier) {
    var random = new Random(settings.seed());
    return new SimulatedGoogle(clock, random, settings.longestChannel(), courier);
  }

  @Bean
  Authority authority(SimulatorSettings settings, MovableClock clock) {
    return new Authority(clock, new Random(settings.seed() + 2));
  }

  @Bean
  Beginning beginning(SimulatorSettings settings, SimulatedGoogle google, MovableClock clock) {
    Beginning beginning =
        () -> {
          if (settings.demoData()) {
            new DemoWorld(google, clock).create();
          }
        };
    beginning.begin();
    return beginning;
  }

  @Bean
  @ConditionalOnProperty({"google-simulator.demo-data", "google-simulator.lively"})
  Liveliness liveliness(SimulatorSettings settings, SimulatedGoogle google, MovableClock clock) {
    return new Liveliness(google, new Random(settings.seed() + 3), clock);
  }
}
