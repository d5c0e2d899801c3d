package dev.calsync.notifier.feed;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether Kafka is being read. No part of readiness: without Kafka changes still come, a little
 * later, from the log, and a node taken out for it would only lose its readers.
 */
@Component("feedHealthIndicator")
class FeedHealthIndicator extends AbstractHealthIndicator {
  private final FeedListener listener;
  private final Feeds feeds;

  FeedHealthIndicator(FeedListener listener, Feeds feeds) {
    super("the feed could not be looked at");
    this.listener = listener;
    this.feeds = feeds;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder
        .status(listener.isReading() ? "UP" : "OUT_OF_SERVICE")
        .withDetail("streams", feeds.streams());
  }
}
