package dev.calsync.ingress;

import dev.calsync.model.ChannelToken;
import java.time.Clock;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.support.ProducerListener;

/** What is put together from the settings. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ChannelToken channelToken(IngressProperties properties) {
    return properties.tokens();
  }

  @Bean
  TrustedProxies trustedProxies(IngressProperties properties) {
    return new TrustedProxies(properties.ingress().trustedProxies());
  }

  @Bean
  ServletRegistrationBean<WebhookServlet> webhook(WebhookServlet servlet) {
    var registration = new ServletRegistrationBean<>(servlet, WebhookServlet.PATH);
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> limits(ServerLimits limits) {
    return factory -> factory.addServerCustomizers(limits);
  }

  /** Silent: Spring's own writes an error for every record while Kafka is away. */
  @Bean
  ProducerListener<Object, Object> producerListener() {
    return new ProducerListener<>() {};
  }
}
