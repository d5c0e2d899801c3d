package dev.calsync.simulator;

import dev.calsync.simulator.demo.DemoWorld;
import dev.calsync.simulator.demo.Liveliness;
import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.fault.Faults;
import dev.calsync.simulator.fault.PushChance;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.push.Courier;
import dev.calsync.simulator.time.MovableClock;
import dev.calsync.simulator.web.Beginning;
import dev.calsync.simulator.web.Clients;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

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
  Chance chance(SimulatorSettings settings) {
    return settings.chance();
  }

  @Bean
  Faults faults(Chance chance) {
    return new Faults(chance.of("faults"));
  }

  @Bean
  Courier courier(SimulatorSettings settings, Chance chance, MovableClock clock) {
    var pushes = new PushChance(chance.of("pushes"));
    return new Courier(settings.push().settings(), pushes, chance.of("retries"), clock);
  }

  @Bean
  SimulatedGoogle google(
      SimulatorSettings settings, Chance chance, MovableClock clock, Courier courier) {
    return new SimulatedGoogle(clock, chance.of("google"), settings.longestChannel(), courier);
  }

  @Bean
  Authority authority(Chance chance, MovableClock clock) {
    return new Authority(clock, chance.of("oauth"));
  }

  @Bean
  Beginning beginning(SimulatorSettings settings, SimulatedGoogle google, MovableClock clock) {
    Beginning beginning =
        () -> {
          if (settings.demoData()) {
            new DemoWorld(google, clock).create();
          }
        };
    return beginning;
  }

  /** The world begins anew unless there is one to go on with. */
  @Bean
  SnapshotFile snapshotFile(
      SimulatorSettings settings,
      SimulatedGoogle google,
      Authority authority,
      MovableClock clock,
      Beginning beginning) {
    var file = new SnapshotFile(settings.dataFile(), google.administration(), authority, clock);
    if (!file.restored()) {
      beginning.begin();
    }
    return file;
  }

  @Bean
  @DependsOn("snapshotFile")
  @ConditionalOnProperty({"google-simulator.demo-data", "google-simulator.lively"})
  Liveliness liveliness(Chance chance, SimulatedGoogle google, MovableClock clock) {
    return new Liveliness(google, chance.of("liveliness"), clock);
  }
}
