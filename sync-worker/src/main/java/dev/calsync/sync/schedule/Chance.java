package dev.calsync.sync.schedule;

import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where delays get their jitter from. */
@Configuration(proxyBeanMethods = false)
class Chance {
  /** The calling thread's own. */
  @Bean
  RandomGenerator random() {
    return (RandomGenerator) () -> ThreadLocalRandom.current().nextLong();
  }
}
