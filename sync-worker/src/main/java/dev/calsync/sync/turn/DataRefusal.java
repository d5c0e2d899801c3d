package dev.calsync.sync.turn;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether PostgreSQL refused what it was given, so that giving it again is of no use: data
 * exceptions, broken constraints and exceeded limits (its error codes, classes 22, 23 and 54). All
 * else may pass.
 */
public final class DataRefusal {
  private DataRefusal() {}

  /** Whether {@code failure} is one. */
  public static boolean is(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refusal && refusal.getSQLState() != null) {
        String state = refusal.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
      }
    }
    return false;
  }
}
