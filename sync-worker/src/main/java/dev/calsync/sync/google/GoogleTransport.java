package dev.calsync.sync.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pool of connections to Google, shared by all turns. */
@Configuration(proxyBeanMethods = false)
class GoogleTransport {
  /** Headers are bounded like all else that comes from there. */
  private static final Http1Config HEADERS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build();

  @Bean(destroyMethod = "shutdown")
  HttpTransport googleHttpTransport(GoogleProperties google) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(google.connections())
            .setMaxConnPerRoute(google.connections())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(HEADERS).build())
            .build();
    return new Apache5HttpTransport(
        HttpClients.custom()
            .setConnectionManager(connections)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .build());
  }
}
