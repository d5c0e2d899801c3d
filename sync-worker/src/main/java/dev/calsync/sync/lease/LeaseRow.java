package dev.calsync.sync.lease;

import dev.calsync.model.AccountId;
import dev.calsync.model.CalendarId;
import dev.calsync.model.SyncToken;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code sync.calendar_sync} as a claim returns it. */
final class LeaseRow {
  private LeaseRow() {}

  static Lease lease(ResultSet row, Instant safeUntil) throws SQLException {
    return new Lease(
        new Lease.Subject(
            new CalendarId(row.getObject("calendar_id", UUID.class)),
            new AccountId(row.getObject("account_id", UUID.class)),
            new UserId(row.getObject("user_id", UUID.class)),
            row.getString("google_calendar_id")),
        row.getLong("lease_epoch"),
        new Lease.Occasion(
            row.getLong("requested_gen"),
            row.getLong("requested_gen") - row.getLong("synced_gen"),
            row.getObject("claimed_at", OffsetDateTime.class).toInstant(),
            row.getBoolean("pushed"),
            secondLookIn(row),
            row.getString("traceparent")),
        progress(row),
        new Lease.Standing(
            new Lease.Told(row.getLong("published_seq"), row.getBoolean("told")),
            row.getInt("attempts"),
            row.getBoolean("watched"),
            row.getBoolean("removed"),
            resyncs(row).nextIn(),
            row.getBoolean("edited"),
            parked(row)),
        safeUntil);
  }

  private static @Nullable Parking parked(ResultSet row) throws SQLException {
    String parked = row.getString("parked");
    return parked == null ? null : Parking.valueOf(parked);
  }

  private static Resyncs resyncs(ResultSet row) throws SQLException {
    double since = row.getDouble("since_resync");
    return new Resyncs(row.getInt("resyncs"), Duration.ofMillis((long) (since * 1000)));
  }

  private static Progress progress(ResultSet row) throws SQLException {
    String token = row.getString("sync_token");
    return new Progress(
        token == null ? null : new SyncToken(token),
        row.getString("page_token"),
        row.getLong("full_sync_gen"),
        row.getObject("full_sync_since") != null);
  }

  private static @Nullable Duration secondLookIn(ResultSet row) throws SQLException {
    double seconds = row.getDouble("second_look_in");
    return row.wasNull() ? null : Duration.ofMillis((long) (seconds * 1000));
  }
}
