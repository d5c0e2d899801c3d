package dev.calsync.channel.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import java.net.http.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** One connection pool for Google's Calendar API, one client for its sign-in. */
@Configuration(proxyBeanMethods = false)
class GoogleConfiguration {
  private static final int CONNECTIONS = 64;

  @Bean
  HttpTransport googleTransport() {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .build();
    return new Apache5HttpTransport(
        HttpClients.custom()
            .setConnectionManager(connections)
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build());
  }

  @Bean
  JdkClientHttpRequestFactory googleRequests(GoogleSettings settings) {
    var requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build());
    requests.setReadTimeout(settings.readTimeout());
    return requests;
  }

  @Bean
  RestClient googleRestClient(JdkClientHttpRequestFactory googleRequests) {
    return RestClient.builder().requestFactory(googleRequests).build();
  }
}
