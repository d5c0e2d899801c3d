package dev.calsync.simulator;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/**
 * The simulated Google on its own port. It names the auto-configurations it wants: in the local
 * stack the class path also holds those of databases, brokers and security, none of which are
 * Google's.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
@ImportAutoConfiguration({
  DispatcherServletAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  JettyServletWebServerAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
public class GoogleSimulatorApplication {
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // what is formatted is for programs, whatever people here speak
    application().run(args);
  }

  /** The simulator as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(GoogleSimulatorApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "google-simulator"));
    return application;
  }
}
