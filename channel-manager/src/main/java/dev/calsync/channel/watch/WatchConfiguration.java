package dev.calsync.channel.watch;

import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.model.ChannelToken;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** The signature that Google's pushes bring back to us, and how those pushes are read. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {
  /** While the database is away pushes wait in Kafka; none is skipped. */
  @Bean
  DefaultErrorHandler pushErrors() {
    var backOff = new ExponentialBackOff(200, 1.6);
    backOff.setMaxInterval(5_000);
    var handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true); // Nothing is skipped by it.
    return handler;
  }

  /** A listener that meets an Error ends for good; as what may pass, it meets its batch again. */
  @Bean
  ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>>
      noListenerEnds() {
    MethodInterceptor whatMayPass =
        batch -> {
          try {
            return batch.proceed();
          } catch (Error e) {
            throw new IllegalStateException("a batch could not be read", e);
          }
        };
    return container -> container.getContainerProperties().setAdviceChain(whatMayPass);
  }

  @Bean
  ChannelToken channelToken(WatchSettings settings, GoogleSettings google) {
    String keys = settings.channelToken().keys();
    if (keys == null || keys.isBlank()) {
      return new ChannelToken(
          ChannelToken.Key.derivedFrom(google.clientSecret(), google.clientSecretPrevious()));
    }
    try {
      return new ChannelToken(ChannelToken.Key.parseAll(keys));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("calsync.channel-token.keys: " + e.getMessage(), e);
    }
  }
}
