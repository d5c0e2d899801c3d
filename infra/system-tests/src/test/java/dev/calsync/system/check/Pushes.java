package dev.calsync.system.check;

import dev.calsync.system.check.Finding.Rule;
import java.util.List;
import java.util.Set;

/**
 * Google's messages, each as channel and number.
 *
 * @param acknowledged those that were answered 2xx
 * @param inKafka those that {@code calendar.notifications} holds
 */
public record Pushes(Set<String> acknowledged, Set<String> inKafka) {
  List<Finding> faults() {
    return acknowledged.stream()
        .filter(message -> !inKafka.contains(message))
        .map(message ->
            new Finding(
                Rule.ACKNOWLEDGED_PUSH_IS_IN_KAFKA, "message " + message, "was answered 2xx"))
        .toList();
  }
}
