package dev.calsync.system;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where in the database somebody still stands: by every id they have when this is made. */
final class Traces {
  private static final String IDS =
      """
      select user_id::text from channel.account where email = ?
      union select account_id::text from channel.account where email = ?
      union select calendar_id::text from channel.calendar join channel.account using (account_id)
             where email = ?
      union select google_sub from channel.account where email = ?
      union select email from channel.account where email = ?
      """;

  private final String url;
  private final String pattern;

  Traces(String url, String email) throws SQLException {
    this.url = url;
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.prepareStatement(IDS)) {
      for (int parameter = 1; parameter <= 5; parameter++) {
        statement.setString(parameter, email);
      }
      try (var row = statement.executeQuery()) {
        List<String> ids = new ArrayList<>();
        while (row.next()) {
          ids.add(row.getString(1));
        }
        pattern =
            ids.stream()
                .flatMap(id -> Stream.of(id.replace(".", "\\."), hex(id)))
                .collect(Collectors.joining("|"));
      }
    }
  }

  /** Bytes are shown so, in a session's attributes for example. */
  private static String hex(String id) {
    return HexFormat.of().formatHex(id.getBytes(StandardCharsets.UTF_8));
  }

  /** The tables of all services in which one of the ids stands, in whatever column. */
  List<String> tables() throws SQLException {
    List<String> found = new ArrayList<>();
    try (var connection = DriverManager.getConnection(url)) {
      for (String table : all(connection)) {
        try (var statement =
            connection.prepareStatement(
                "select exists (select from " + table + " t where t::text ~ ?)")) {
          statement.setString(1, pattern);
          try (var row = statement.executeQuery()) {
            if (row.next() && row.getBoolean(1)) {
              found.add(table);
            }
          }
        }
      }
    }
    return found;
  }

  private static List<String> all(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select table_schema || '.' || table_name from information_schema.tables
                 where table_schema in ('channel', 'sync', 'session') and table_type = 'BASE TABLE'
                """)) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
