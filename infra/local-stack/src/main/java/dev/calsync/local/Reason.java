package dev.calsync.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.validation.FieldError;

/** Why a part did not start, in one line; where a setting is at fault, that names it. */
final class Reason {
  private static final int MESSAGE_LIMIT = 300;
  private static final String SETTING_OF_OURS = "calsync.";

  private Reason() {}

  static String of(Throwable failure) {
    List<Throwable> causes = causes(failure);
    Throwable deepest = causes.getLast();
    if (deepest instanceof java.net.BindException) {
      return "its port was taken meanwhile; choose another: CALSYNC_LOCAL_PORTS_…";
    }
    return invalid(causes)
        .or(() -> causes.reversed().stream().map(Reason::line).filter(Reason::names).findFirst())
        .orElseGet(() ->
            "%s%s (%s)"
                .formatted(bound(causes), line(deepest), deepest.getClass().getSimpleName()));
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static boolean names(String line) {
    return line.startsWith(SETTING_OF_OURS);
  }

  private static String line(Throwable cause) {
    String line = String.valueOf(cause.getMessage()).strip().lines().findFirst().orElse("").strip();
    return line.length() > MESSAGE_LIMIT ? line.substring(0, MESSAGE_LIMIT) + "…" : line;
  }

  /** A value of the right type that is not among those that are allowed. */
  private static Optional<String> invalid(List<Throwable> causes) {
    return causes.stream()
        .filter(BindValidationException.class::isInstance)
        .map(cause -> ((BindValidationException) cause).getValidationErrors())
        .flatMap(errors ->
            errors.getAllErrors().stream()
                .filter(FieldError.class::isInstance)
                .map(FieldError.class::cast)
                .map(error ->
                    "%s.%s: '%s' %s"
                        .formatted(
                            errors.getName(),
                            DataObjectPropertyName.toDashedForm(error.getField()),
                            error.getRejectedValue(),
                            error.getDefaultMessage())))
        .findFirst();
  }

  /** The setting whose value was to be converted. */
  private static String bound(List<Throwable> causes) {
    return causes.reversed().stream()
        .filter(BindException.class::isInstance)
        .map(cause -> ((BindException) cause).getName() + ": ")
        .findFirst()
        .orElse("");
  }
}
