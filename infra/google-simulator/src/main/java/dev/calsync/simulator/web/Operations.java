package dev.calsync.simulator.web;

import dev.calsync.simulator.fault.Rule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;

/** Every {@link Operation} there is. */
@Component
class Operations {
  private final ApplicationContext context;

  Operations(ApplicationContext context) {
    this.context = context;
  }

  /** Whether a call could ever meet this rule; one with a slip of the pen strikes nothing. */
  boolean areStruckBy(Rule rule) {
    return names().anyMatch(rule::isFor);
  }

  private Stream<String> names() {
    return Arrays.stream(context.getBeanNamesForAnnotation(RestController.class))
        .map(context::getType)
        .flatMap(type -> type == null ? Stream.empty() : Arrays.stream(type.getDeclaredMethods()))
        .map(method -> method.getAnnotation(Operation.class))
        .flatMap(operation -> operation == null ? Stream.empty() : Stream.of(operation.value()));
  }
}
