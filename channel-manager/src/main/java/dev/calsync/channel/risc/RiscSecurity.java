package dev.calsync.channel.risc;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Google has no session here and no cookie; its events prove themselves. */
@Configuration(proxyBeanMethods = false)
class RiscSecurity {
  @Bean
  @Order(0)
  SecurityFilterChain securityEvents(HttpSecurity http) throws Exception {
    return http.securityMatcher(RiscController.PATH)
        .csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}
