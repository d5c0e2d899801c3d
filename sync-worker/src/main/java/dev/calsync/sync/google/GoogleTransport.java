package dev.calsync.sync.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pool of connections to Google, shared by all turns. */
@Configuration(proxyBeanMethods = false)
class GoogleTransport {
  @Bean(destroyMethod = "shutdown")
  HttpTransport googleHttpTransport(GoogleProperties google) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(google.connections())
            .setMaxConnPerRoute(google.connections())
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
