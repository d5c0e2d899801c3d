package dev.calsync.ingress;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The only service that the Internet reaches without signing in. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class IngressApplication {
  /** Runs the service alone. */
  public static void main(String[] args) {
    application().run(args);
  }

  /** This service as a Spring application, ready to run. */
  public static SpringApplication application() {
    var application = new SpringApplication(IngressApplication.class);
    application.setDefaultProperties(Map.of("spring.config.name", "ingress-webhook"));
    return application;
  }
}
