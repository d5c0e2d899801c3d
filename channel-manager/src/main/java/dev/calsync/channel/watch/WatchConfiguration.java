package dev.calsync.channel.watch;

import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.model.ChannelToken;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The signature that Google's pushes bring back to us. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {
  @Bean
  ChannelToken channelToken(WatchSettings settings, GoogleSettings google) {
    String keys = settings.channelToken().keys();
    if (keys == null || keys.isBlank()) {
      return new ChannelToken(List.of(ChannelToken.Key.derivedFrom(google.clientSecret())));
    }
    try {
      return new ChannelToken(ChannelToken.Key.parseAll(keys));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("calsync.channel-token.keys: " + e.getMessage(), e);
    }
  }
}
