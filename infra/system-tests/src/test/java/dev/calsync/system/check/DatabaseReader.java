package dev.calsync.system.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/** What the database holds of the people it is asked about, all of it as at one moment. */
final class DatabaseReader {
  private static final String CALENDARS =
      """
      select c.calendar_id, c.user_id, a.email, c.google_calendar_id, s.change_seq, s.published_seq
        from channel.calendar c
        join channel.account a using (account_id)
        left join sync.calendar_sync s using (calendar_id)
       where a.email = any (?) and not c.is_list
       order by c.calendar_id
      """;

  private static final String MIRROR =
      """
      select e.calendar_id, e.event_id, e.resource::text
        from sync.event e join channel.calendar c using (calendar_id)
        join channel.account a using (account_id)
       where a.email = any (?)
      """;

  private static final String LOG =
      """
      select l.* from sync.change_log l join channel.account a using (user_id)
       where a.email = any (?)
       order by l.calendar_id, l.seq
      """;

  private static final String FEEDS =
      """
      select f.* from sync.user_feed f join channel.account a using (user_id)
       where a.email = any (?)
      """;

  private final String url;
  private final String[] emails;

  DatabaseReader(String url, Collection<String> emails) {
    this.url = url;
    this.emails = emails.toArray(String[]::new);
  }

  /** What was read: the calendars there are, and all about them. */
  record Held(List<Subject> subjects, Events mirror, List<Change> log, Heads heads) {}

  Held read() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var heads = new Heads(new HashMap<>(), new HashMap<>(), new HashMap<>());
      List<Subject> subjects = subjects(connection, heads);
      var mirror = new Events();
      each(
          connection,
          MIRROR,
          row -> mirror.put(row.getString(1), row.getString(2), Version.of(row.getString(3))));
      List<Change> log = new ArrayList<>();
      each(connection, LOG, row -> log.add(change(row)));
      each(
          connection,
          FEEDS,
          row -> heads.feeds().put(row.getString("user_id"), row.getLong("feed_seq")));
      return new Held(subjects, mirror, log, heads);
    }
  }

  private List<Subject> subjects(Connection connection, Heads heads) throws SQLException {
    List<Subject> subjects = new ArrayList<>();
    each(
        connection,
        CALENDARS,
        row -> {
          String calendar = row.getString(1);
          subjects.add(new Subject(calendar, row.getString(2), row.getString(3), row.getString(4)));
          heads.numbered().put(calendar, row.getLong(5));
          heads.published().put(calendar, row.getLong(6));
        });
    return subjects;
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getString("calendar_id"),
        row.getLong("seq"),
        row.getString("user_id"),
        row.getLong("feed_seq"),
        row.getString("type"),
        row.getString("event_id"),
        row.getString("data"));
  }

  private void each(Connection connection, String query, Row row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("text", emails));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    }
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }
}
