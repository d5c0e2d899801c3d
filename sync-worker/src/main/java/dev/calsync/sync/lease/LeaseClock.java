package dev.calsync.sync.lease;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Time that never jumps, for deadlines inside this process; only differences of it mean anything.
 */
@Configuration(proxyBeanMethods = false)
class LeaseClock {
  @Bean
  InstantSource monotonicClock() {
    long origin = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin);
  }
}
