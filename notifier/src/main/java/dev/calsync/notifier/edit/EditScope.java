package dev.calsync.notifier.edit;

import dev.calsync.model.Command.Scope;
import dev.calsync.model.EventResource;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** How much of a series an edit is about, given what its event id names. */
final class EditScope {
  private static final URI UNSUPPORTED = URI.create("urn:calsync:unsupported-scope");

  private EditScope() {}

  /** Null for an event that is of no series. */
  static @Nullable Scope of(@Nullable String asked, EventResource event) {
    boolean instance = event.recurringEventId() != null;
    return switch (asked) {
      case null -> inherent(event);
      case "this" -> {
        if (event.isRecurring()) {
          throw unsupported("scope=this is for an instance: this id names the whole series");
        }
        yield inherent(event);
      }
      case "all" -> instance ? Scope.ALL : inherent(event);
      case "following" -> {
        if (!instance) {
          throw unsupported("scope=following is for an instance of a series");
        }
        yield Scope.FOLLOWING;
      }
      default -> throw new BadParameter("scope", "this, following or all");
    };
  }

  private static @Nullable Scope inherent(EventResource event) {
    if (event.isRecurring()) {
      return Scope.ALL;
    }
    return event.recurringEventId() == null ? null : Scope.THIS;
  }

  /** The scope cannot be had of this event. */
  static Refused unsupported(String detail) {
    return Refused.because(HttpStatus.BAD_REQUEST, detail).ofType(UNSUPPORTED);
  }
}
