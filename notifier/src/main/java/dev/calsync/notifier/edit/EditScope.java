package dev.calsync.notifier.edit;

import dev.calsync.model.Command.Scope;
import dev.calsync.model.EventResource;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * How much of a series an edit is about. It is about what its event id names, the series or the
 * instance; who means another part is refused, before more is changed than was meant.
 */
final class EditScope {
  private static final URI UNSUPPORTED = URI.create("urn:calsync:unsupported-scope");

  private EditScope() {}

  /** Null for an event that is of no series. */
  static @Nullable Scope of(@Nullable String asked, EventResource event) {
    return switch (asked) {
      case null -> inherent(event);
      case "this" -> {
        if (event.isRecurring()) {
          throw unsupported("scope=this is for an instance: this id names the whole series");
        }
        yield inherent(event);
      }
      case "all" -> {
        if (event.recurringEventId() != null) {
          throw unsupported("scope=all is for a series: edit " + event.recurringEventId());
        }
        yield inherent(event);
      }
      case "following" ->
          throw unsupported(
              "scope=following is not supported yet: an instance or all can be edited");
      default -> throw new BadParameter("scope", "this or all");
    };
  }

  private static @Nullable Scope inherent(EventResource event) {
    if (event.isRecurring()) {
      return Scope.ALL;
    }
    return event.recurringEventId() == null ? null : Scope.THIS;
  }

  private static Refused unsupported(String detail) {
    return Refused.because(HttpStatus.BAD_REQUEST, detail).ofType(UNSUPPORTED);
  }
}
