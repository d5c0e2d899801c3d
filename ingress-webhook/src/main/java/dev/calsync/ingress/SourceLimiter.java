package dev.calsync.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what comes without a genuine token, per source; a genuine push never meets it. */
@Component
class SourceLimiter {
  /** At some 300 bytes each: the memory that a flood from everywhere may take. */
  private static final int SOURCES = 50_000;

  static final String FORWARDED_FOR = "X-Forwarded-For";

  private final TrustedProxies proxies;
  private final Cache<String, Bucket> buckets;
  private final int burst;
  private final int perSecond;

  SourceLimiter(TrustedProxies proxies, IngressProperties properties) {
    this.proxies = proxies;
    burst = properties.ingress().unauthenticatedBurst();
    perSecond = properties.ingress().unauthenticatedPerSecond();
    // A bucket that had time to fill up again is the same as none.
    Duration untilFull = Duration.ofSeconds(1L + burst / perSecond);
    buckets = Caffeine.newBuilder().maximumSize(SOURCES).expireAfterAccess(untilFull).build();
  }

  /** Whether the source of this call has not yet made too many such calls. */
  boolean tryAcquire(String peer, List<String> forwardedFor) {
    return buckets.get(proxies.source(peer, forwardedFor), _ -> fullBucket()).tryConsume(1);
  }

  private Bucket fullBucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }
}
