package dev.calsync.sync.google;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The way to the channel manager, with the secret shared with it. */
@Configuration(proxyBeanMethods = false)
class ChannelManagerClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** It may be waiting for another process that refreshes the token at Google. */
  private static final Duration ANSWER = Duration.ofSeconds(33);

  @Bean
  RestClient channelManager(RestClient.Builder http, ChannelManagerProperties settings) {
    var requests =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(CONNECT).build());
    requests.setReadTimeout(ANSWER);
    return http.requestFactory(requests)
        .baseUrl(settings.url().toString())
        .defaultHeader("Authorization", "Bearer " + settings.secret())
        .build();
  }
}
