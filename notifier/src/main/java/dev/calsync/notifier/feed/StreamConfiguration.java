package dev.calsync.notifier.feed;

import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** A stream of ten minutes is no slow request: it is measured by its own meters. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
  @Bean
  ObservationPredicate streamsAreNoRequests() {
    return (_, context) ->
        !(context instanceof ServerRequestObservationContext request)
            || !isStream(request.getCarrier());
  }

  static boolean isStream(@Nullable HttpServletRequest request) {
    return request != null && request.getRequestURI().equals("/api/stream");
  }
}
